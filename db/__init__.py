"""Storage. Every module with tables is imported here, so that the schema is whole for everybody."""

from db import tables as tables
from db import workshop_tables as workshop_tables
