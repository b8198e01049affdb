"""Names of the cookies that hold a visitor's private links, and the secret of a log-in."""

RESPONDENT = "digikartta_respondent"
OWNER = "digikartta_owner"
INVITE = "digikartta_invite"
SESSION = "digikartta_session"
