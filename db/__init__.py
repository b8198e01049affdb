"""Storage. Every module with tables is imported here, so that the schema is whole for everybody."""

from db import account_tables as account_tables
from db import development_tables as development_tables
from db import plan_tables as plan_tables
from db import publication_tables as publication_tables
from db import register_tables as register_tables
from db import room_tables as room_tables
from db import tables as tables
from db import workshop_tables as workshop_tables
