"""The signal between a phone and the live server: a relay of connections that can be cut, as a valley cuts them."""

import contextlib
import socket
import threading
import time
from urllib.parse import urlsplit


class Mast:
    """Relays every connection to the server behind `url` while there is signal; without it none is made and none goes on.

    `uphill`: bytes a second that a phone can send, where the signal is weak; None where it is good.
    """

    def __init__(self, url):
        self.server = (urlsplit(url).hostname, urlsplit(url).port)
        self.listening = socket.create_server(("localhost", 0))
        self.url = f"http://localhost:{self.listening.getsockname()[1]}"
        self.signal, self.ends, self.uphill = True, set(), None
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self):
        self.signal = False
        for end in list(self.ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def restore(self):
        self.signal = True

    def take_down(self):
        self.cut()
        self.listening.close()

    def _listen(self):
        while True:
            try:
                phone, _address = self.listening.accept()
            except OSError:
                return
            if not self.signal:
                phone.close()
                continue
            server = socket.create_connection(self.server)
            self.ends |= {phone, server}
            for near, far, up in ((phone, server, True), (server, phone, False)):
                threading.Thread(target=self._relay, args=(near, far, up), daemon=True).start()

    def _relay(self, near, far, up):
        with contextlib.suppress(OSError):
            while data := near.recv(4096 if up and self.uphill else 65536):
                if up and self.uphill:
                    time.sleep(len(data) / self.uphill)
                far.sendall(data)
        for end in (near, far):
            self.ends.discard(end)
            with contextlib.suppress(OSError):
                end.close()
