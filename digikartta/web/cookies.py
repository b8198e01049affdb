"""Names of the cookies that hold a visitor's private links."""

RESPONDENT = "digikartta_respondent"
OWNER = "digikartta_owner"
INVITE = "digikartta_invite"
