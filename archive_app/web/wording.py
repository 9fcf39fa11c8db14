"""What went wrong with a fetch, in words: what happened, where, and what the person can do."""

from __future__ import annotations

import socket
import ssl

import httpcore
import httpx

from archive_app.domain.errors import NotFetched
from archive_app.i18n import tr, tr_n
from archive_app.web.addresses import WebAddress


def network(error: Exception, address: WebAddress) -> NotFetched:
    """No answer came, or half of one."""
    causes = _causes(error)
    host = address.host
    certificate = next((c for c in causes if isinstance(c, ssl.SSLCertVerificationError)), None)
    if certificate is not None:
        return NotFetched(
            tr("The certificate of {host} cannot be trusted ({reason}), so nothing was fetched.").format(
                host=host, reason=(certificate.verify_message or "").rstrip(".") or tr("it was not checked")
            ),
            where=address.url,
            remedy=tr("Look at the page in your browser; check the date and time of this computer."),
        )
    if any(isinstance(c, ssl.SSLError) for c in causes):
        return NotFetched(
            tr("No protected connection to {host} could be made.").format(host=host), where=address.url,
            remedy=_browser(),
        )  # fmt: skip
    if any(isinstance(c, socket.gaierror) for c in causes):
        return NotFetched(
            tr("No computer named {host} was found.").format(host=host),
            where=address.url,
            remedy=tr("Check the address for slips, and that this computer is connected to the Internet."),
        )
    if any(isinstance(c, ConnectionRefusedError) for c in causes):
        return NotFetched(
            tr("{host} does not accept connections.").format(host=host), where=address.url,
            remedy=tr("Try again later."),
        )  # fmt: skip
    if isinstance(error, httpcore.ProxyError):
        return NotFetched(
            tr("The proxy in your settings did not pass the request on."), where=address.url,
            remedy=tr("Check the proxy in the settings."),
        )  # fmt: skip
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout):
        return NotFetched(
            tr("{host} could not be reached.").format(host=host), where=address.url,
            remedy=tr("Check that this computer is connected to the Internet, or try again later."),
        )  # fmt: skip
    if isinstance(error, httpcore.ProtocolError | httpx.HTTPError):
        return NotFetched(
            tr("{host} broke off or answered in a way that cannot be read.").format(host=host), where=address.url,
            remedy=tr("Try again; if it stays so, save the page with your browser."),
        )  # fmt: skip
    return NotFetched(
        tr("The connection to {host} broke off.").format(host=host), where=address.url, remedy=tr("Try again.")
    )


def status(code: int, url: str) -> NotFetched:
    """The server answered, but not with the page."""
    if code in {404, 410}:
        message = tr("There is no page at this address any more, or there never was.")
        return NotFetched(message, where=url, remedy=tr("Check the address for slips, or search the site for it."))
    if code in {401, 402, 403, 451}:
        message = {
            401: tr("The page asks for a name and a password."),
            402: tr("The page is for subscribers only."),
            403: tr("The site does not give this page to programs, or only to subscribers."),
            451: tr("The site may not show this page for legal reasons."),
        }[code]
        return NotFetched(message, where=url, remedy=_browser())
    if code == 429:
        return NotFetched(tr("The site has been asked too often."), where=url, remedy=tr("Try again in some minutes."))
    if code >= 500:
        message = tr("The site is out of order at present.")
        return NotFetched(message, where=url, remedy=tr("Try again later."))
    message = tr("The site answered with “{code}” instead of the page.").format(code=code)
    return NotFetched(message, where=url, remedy=_browser())


def not_wanted(media_type: str, url: str, *, picture: bool) -> NotFetched:
    """Something else came than was asked for."""
    if picture:
        return NotFetched(tr("This is not a picture ({kind}).").format(kind=media_type), where=url)
    kind = media_type.partition("/")[0]
    words = {"image": tr("a picture"), "video": tr("a film"), "audio": tr("a sound")}.get(kind, media_type)
    return NotFetched(
        tr("This is not a page: it is {kind}.").format(kind=words), where=url,
        remedy=tr("Download it with your browser, and import the file."),
    )  # fmt: skip


def too_slow(host: str, seconds: float, url: str) -> NotFetched:
    """Time is over."""
    words = tr_n("{host} took longer than {n} second.", "{host} took longer than {n} seconds.", round(seconds) or 1)
    return NotFetched(words.replace("{host}", host), where=url, remedy=tr("Try again later."))


def too_large(most: int, url: str) -> NotFetched:
    """More came than is taken."""
    words = tr("This is larger than {size} MB, which no article is.") if most >= 10**6 else tr("This is too large.")
    return NotFetched(words.format(size=most // 1024 // 1024), where=url, remedy=_browser())


def unknown_packing(packing: str, url: str) -> NotFetched:
    """It is packed in a way we did not ask for."""
    message = tr("The site sent the page packed in a way that cannot be read ({packing}).").format(packing=packing[:20])
    return NotFetched(message, where=url, remedy=_browser())


def damaged(url: str) -> NotFetched:
    """What is packed cannot be unpacked."""
    return NotFetched(tr("The page arrived damaged."), where=url, remedy=tr("Try again."))


def empty(url: str) -> NotFetched:
    """Nothing came."""
    return NotFetched(tr("The site answered with an empty page."), where=url, remedy=_browser())


def wrong_proxy(proxy: str) -> NotFetched:
    """The settings name a proxy that cannot be one."""
    return NotFetched(
        tr("The proxy in your settings is not an address that begins with http://."), where=proxy[:80],
        remedy=tr("Put it right in the settings, or empty it."),
    )  # fmt: skip


def redirects(most: int) -> str:
    """The page leads on and on."""
    return tr_n("The address led on more than {n} time.", "The address led on more than {n} times.", most)


def _browser() -> str:
    return tr("Open the page in your browser, save it, and import the saved file.")


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
