# SPDX-License-Identifier: GPL-3.0-or-later
# What a browser makes of pages (browsers.sh): chromium|firefox HOME ADDRESS, and on standard input a page a line: number and address.
# Prints number, client, code or "ok", and whether there is a way on; all in one process, a tab each.
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

TABS = 30
# for a machine that is busy with other things; a page takes a fraction of a second, a start some
START_SECONDS, PAGE_SECONDS, SILENT_SECONDS = 300, 60, 30


class Chromium:
    """The DevTools protocol over a pipe: file descriptors 3 and 4 of the browser, messages that end in NUL."""

    LOOK = """[document.readyState, location.href, (document.querySelector('#error-code, .error-code') || {}).textContent || '',
        document.querySelector('#proceed-link') ? 'yes' : 'no']"""

    def __init__(self, home, address, _pages):
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()

        def descriptors():
            high = [os.dup(to_read), os.dup(from_write)]
            high = [os.dup2(fd, 100 + i) for i, fd in enumerate(high)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)
            os.closerange(5, 256)

        self.process = subprocess.Popen(
            ["chromium", "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--disable-extensions", "--no-proxy-server", "--user-data-dir=" + home + "/profile",
             "--host-resolver-rules=MAP www.example.test " + address + ", MAP * 127.0.0.1", "about:blank"],
            preexec_fn=descriptors, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.to, self.come, self.rest, self.sent = to_write, from_read, b"", 0

    def send(self, method, session, **params):
        self.sent += 1
        message = {"id": self.sent, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        return self.sent

    def ask(self, method, session=None, **params):
        number = self.send(method, session, **params)
        while True:
            while b"\0" not in self.rest:
                more = os.read(self.come, 65536)
                if not more:
                    raise EOFError("Chromium has ended")
                self.rest += more
            message, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(message)
            if answer.get("id") == number:
                return answer.get("result", {})

    def look(self, session):
        seen = self.ask("Runtime.evaluate", session, expression=self.LOOK, returnByValue=True).get("result", {}).get("value")
        if not seen or seen[0] != "complete" or seen[1] == "about:blank":
            return None
        if seen[1].startswith("https:"):
            return "ok", "yes"
        code = seen[2].strip().replace("net::", "NET::")
        return (code, seen[3]) if code else None

    def pages(self, pages):
        for first in range(0, len(pages), TABS):
            tabs = {}
            for number, url in pages[first:first + TABS]:
                target = self.ask("Target.createTarget", url="about:blank")["targetId"]
                tabs[number] = target, self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
                self.send("Page.navigate", tabs[number][1], url=url)
            end = time.monotonic() + PAGE_SECONDS
            while tabs and time.monotonic() < end:
                time.sleep(0.1)
                for number, (target, session) in list(tabs.items()):
                    seen = self.look(session)
                    if seen:
                        yield (number, "Chromium") + seen
                        self.ask("Target.closeTarget", targetId=target)
                        del tabs[number]
            for number in tabs:
                yield number, "Chromium", "no page", "no"


def relay(address, port):
    """What comes to a port of the address goes on to the same port of 127.0.0.1: Firefox maps all names to one address, and the
    gallery listens there alone."""
    door = socket.create_server((address, port))

    def carry(one, other):
        try:
            while octets := one.recv(65536):
                other.sendall(octets)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def serve():
        while True:
            inside, _ = door.accept()
            try:
                outside = socket.create_connection(("127.0.0.1", port))
            except OSError:
                inside.close()
                continue
            for pair in (inside, outside), (outside, inside):
                threading.Thread(target=carry, args=pair, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()


class Firefox:
    """Marionette: on a port of loopback, messages with their length in front."""

    PREFS = {"app.update.enabled": False,
             "browser.shell.checkDefaultBrowser": False, "network.captive-portal-service.enabled": False,
             "network.connectivity-service.enabled": False, "datareporting.policy.dataSubmissionEnabled": False,
             "security.OCSP.enabled": 0, "network.proxy.type": 0, "browser.safebrowsing.update.enabled": False,
             "services.settings.server": "data:,", "network.dns.disableIPv6": True}

    def __init__(self, home, address, pages):
        profile = home + "/profile"
        for port in {u.port for u in (urllib.parse.urlsplit(url) for _, url in pages) if u.hostname.endswith("localhost")}:
            relay(address, port)
        s = socket.socket()
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
        s.close()
        prefs = dict(self.PREFS, **{"marionette.port": port, "network.dns.forceResolve": address})
        with open(profile + "/user.js", "w") as out:
            for name in prefs:
                print("user_pref(%s, %s);" % (json.dumps(name), json.dumps(prefs[name])), file=out)
        self.home, self.port = home, port
        self.start()

    def start(self):
        self.process = subprocess.Popen(["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", self.home + "/profile"],
            stdin=subprocess.DEVNULL, stdout=open(self.home + "/log", "a"), stderr=subprocess.STDOUT)
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", self.port), START_SECONDS)
                break
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    self.process.kill()
                    raise
                time.sleep(0.2)
        self.file, self.sent = self.socket.makefile("rb"), 0
        self.read()
        # of an error's page Marionette misses the event for which it would wait, now and then, and waits to the end
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": False, "pageLoadStrategy": "none"}})
        self.socket.settimeout(SILENT_SECONDS)

    def end(self):
        """Ends it, and the processes that it started: they see its pipes close."""
        self.socket.close()
        self.process.kill()
        self.process.wait()

    def read(self):
        length = b""
        while not length.endswith(b":"):
            octet = self.file.read(1)
            if not octet:
                raise EOFError("Firefox has ended")
            length += octet
        return json.loads(self.file.read(int(length[:-1])))

    def ask(self, command, **params):
        self.sent += 1
        message = json.dumps([0, self.sent, command, params]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        while True:
            answer = self.read()
            if answer[1] == self.sent:
                return answer[2], answer[3]

    LOOK = """
        if (document.URL === arguments[0]) return document.readyState === 'complete' ? ['ok', '', 'yes'] : null;
        if (new URLSearchParams(document.documentURI.split('?')[1]).get('u') !== arguments[0]) return null;    // the page before
        const find = (root, id) => {
            for (const e of root.querySelectorAll('*')) {
                if (e.id === id || e.classList.contains(id)) return e;
                const below = e.shadowRoot && find(e.shadowRoot, id);
                if (below) return below;
            }
            return null;
        };
        const advanced = find(document, 'advanced-button') || find(document, 'advancedButton');
        if (advanced && !advanced.hasAttribute('data-clicked')) {    // a second click would close it again
            advanced.setAttribute('data-clicked', '');
            advanced.click();
        }
        const info = document.documentURI.startsWith('about:certerror') ? document.getFailedCertSecurityInfo() : document.getNetErrorInfo();
        return [info.errorCodeString || new URLSearchParams(document.documentURI.split('?')[1]).get('e'), find(document, 'errorCode') || find(document, 'error-learn-more-link') ? 'whole' : '',
            // the page of the commoner errors, and the older one of the others
            [find(document, 'exception-button'), document.getElementById('exceptionDialogButton')].some(b => b && !b.hidden)
            ? 'yes' : 'no'];"""

    def look(self, url):
        """The page paints what stands below "Advanced" after the click: it is looked at until nothing new comes, and where there is no
        way on, for longer."""
        end, before, same = time.monotonic() + PAGE_SECONDS, None, 0
        while True:
            _, seen = self.ask("WebDriver:ExecuteScript", script=self.LOOK, args=[url])
            seen = (seen or {}).get("value")
            if seen and seen[0] == "ok":
                return "ok", "yes"
            same = same + 1 if seen and seen[1] and seen == before else 0
            if same > (0 if seen and seen[2] == "yes" else 8) or time.monotonic() > end:
                return (seen[0], seen[2]) if seen else ("no page", "no")
            before = seen
            time.sleep(0.1)

    def pages(self, pages):
        for number, url in pages:
            try:
                self.ask("WebDriver:Navigate", url=url)
                seen = self.look(url)
            except TimeoutError:
                # it refuses a few chains (a CA's key with an exponent of 1) without a code and without a page, and Marionette
                # waits for one for ever
                self.end()
                self.start()
                seen = "no page", "no"
            yield (number, "Firefox") + seen


def main():
    kind, home, address = sys.argv[1:4]
    pages = [line.split() for line in sys.stdin]
    browser = {"chromium": Chromium, "firefox": Firefox}[kind](home, address, pages)
    try:
        for answer in browser.pages(pages):
            print(*answer, sep="\t", flush=True)
    finally:
        browser.process.terminate()
        try:
            browser.process.wait(10)
        except subprocess.TimeoutExpired:
            browser.process.kill()


if __name__ == "__main__":
    main()
