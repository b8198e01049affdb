"""Names of the cookies that hold a visitor's private links, and the secret of a log-in."""

RESPONDENT = "digikartta_respondent"
OWNER = "digikartta_owner"
INVITE = "digikartta_invite"
SESSION = "digikartta_session"
ACCOUNT_LINK = "digikartta_account_link"
# Names the browser that asks for a log-in page, so that what the page gives opens in it alone.
BROWSER = "digikartta_browser"
SHARED = "digikartta_shared"
