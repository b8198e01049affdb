"""The plain HTTP side: links that set a cookie, readiness, headers and the first page's frame."""
