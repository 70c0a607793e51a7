# SPDX-FileCopyrightText: 2026 The Catena developers
# SPDX-License-Identifier: BSD-3-Clause
"""What must hold of every page: elements are closed in their order, names are unique and found, nothing lies outside the file."""
import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LOADING = {"src", "srcset", "poster", "data", "action", "background"}


class PageCheck(HTMLParser):
    """`faults` says what is wrong; `text` is what a reader sees, white space folded."""

    def __init__(self, page):
        super().__init__()
        self.open, self.faults, self.ids, self.wanted, self.words = [], [], set(), set(), []
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]
        self.faults += [f"#{name} is nowhere" for name in sorted(self.wanted - self.ids)]
        self.faults += re.findall(r"@import[^;]*", page)
        self.text = re.sub(r"\s+", " ", "".join(self.words))

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        self.look_at(tag, attrs)

    def handle_startendtag(self, tag, attrs):
        self.look_at(tag, attrs)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]} at {self.getpos()}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("style", "script"):
            self.words.append(data)
        for target in re.findall(r"url\(([^)]*)\)", data):
            self.faults.append(f"url({target})")

    def look_at(self, tag, attrs):
        for name, value in attrs:
            value = value or ""
            if name == "id":
                if value in self.ids:
                    self.faults.append(f"the id {value} stands twice")
                self.ids.add(value)
            if name in ("href", "xlink:href") and value.startswith("#"):
                self.wanted.add(value[1:])
            elif name in LOADING or name in ("href", "xlink:href"):
                if not value.startswith("data:"):
                    self.faults.append(f"<{tag} {name}={value[:60]}>")
            for target in re.findall(r"url\(([^)]*)\)", value):
                if target.startswith("#"):
                    self.wanted.add(target[1:])
                else:
                    self.faults.append(f"url({target[:60]})")
