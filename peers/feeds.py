"""Reads the feeds of a running product as somebody else's program does: feeds.py http://127.0.0.1:8080 aurora

The Atom feed goes through feedparser, and is held against what RFC 4287 demands; the JSON feed against JSON Feed 1.1.
Both have to tell the same entries, and what they enclose has to be there.
"""

import json
import sys
import urllib.error
import urllib.request
import xml.etree.ElementTree as xml
from datetime import datetime
from urllib.parse import urlsplit

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
wrong = []


def expect(holds, words):
    if not holds:
        wrong.append(words)


def fetch(address, **headers):
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
        return answer.headers, answer.read()


def absolute(address):
    parts = urlsplit(address or "")
    return bool(parts.scheme and (parts.netloc or parts.path))


def moment(text):
    """A date as RFC 3339 has it: with a time and an offset."""
    try:
        return "T" in (text or "") and datetime.fromisoformat(text.replace("Z", "+00:00")).tzinfo is not None
    except ValueError:
        return False


def one(parent, name, of):
    found = parent.findall(ATOM + name)
    expect(len(found) == 1, f"{of} has {len(found)} of atom:{name}, not one")
    return found[0] if found else xml.Element(name)


def enclosed(address, media_type, size):
    headers, body = fetch(address)
    expect(headers.get_content_type() == media_type, f"{address} is announced as {media_type}, and is {headers.get_content_type()}")
    expect(len(body) == size, f"{address} is announced with {size} bytes, and has {len(body)}")


def links(parent, of, rel):
    found = [link for link in parent.findall(ATOM + "link") if link.get("rel", "alternate") == rel]
    for link in found:
        expect(absolute(link.get("href")), f"{of} has a link {rel} without an absolute address")
    kinds = [(link.get("type"), link.get("hreflang")) for link in found]
    if rel == "alternate":
        expect(len(kinds) == len(set(kinds)), f"{of} has two alternates of one type and language")
    return found


def atom(address):
    headers, body = fetch(address)
    expect(headers.get_content_type() == "application/atom+xml", f"Atom is served as {headers.get_content_type()}")

    feed = xml.fromstring(body)
    expect(feed.tag == ATOM + "feed", f"the root is {feed.tag}")
    for name in ("id", "title", "updated"):
        one(feed, name, "the feed")
    expect(absolute(feed.findtext(ATOM + "id")), "the feed's id is no IRI")
    expect([link.get("href") for link in links(feed, "the feed", "self")] == [address], "the feed does not name its own address")
    links(feed, "the feed", "alternate")

    entries = feed.findall(ATOM + "entry")
    for entry in entries:
        of = f"entry {entry.findtext(ATOM + 'id')}"
        expect(absolute(one(entry, "id", of).text), f"{of} has an id that is no IRI")
        expect((one(entry, "title", of).text or "").strip() != "", f"{of} has an empty title")
        expect(moment(one(entry, "updated", of).text), f"{of} is updated at no RFC 3339 date")
        published = entry.findtext(ATOM + "published")
        expect(published is None or moment(published), f"{of} is published at no RFC 3339 date")
        authors = entry.findall(ATOM + "author") or feed.findall(ATOM + "author")
        expect(authors and all(author.findtext(ATOM + "name") for author in authors), f"{of} has no author with a name")
        content = one(entry, "content", of)
        expect(content.get("type", "text") in ("text", "html"), f"{of} has content of type {content.get('type')}")
        expect(links(entry, of, "alternate") or content.text, f"{of} has neither content nor an alternate")
        for link in links(entry, of, "enclosure"):
            enclosed(link.get("href"), link.get("type"), int(link.get("length", "-1")))
    ids = [entry.findtext(ATOM + "id") for entry in entries]
    expect(len(ids) == len(set(ids)), "two entries have one id")

    read = feedparser.parse(body, response_headers={"content-type": headers["Content-Type"], "content-location": address})
    expect(not read.bozo, f"feedparser stumbles: {read.get('bozo_exception')}")
    expect(read.version == "atom10", f"feedparser takes it for {read.version}")
    expect([entry.id for entry in read.entries] == ids, "feedparser finds other entries")
    expect(all(entry.title and entry.link and entry.updated_parsed and entry.content for entry in read.entries), "feedparser misses parts of entries")

    try:
        fetch(address, **{"If-None-Match": headers["ETag"]})
        wrong.append("a reader that has the feed already gets it again")
    except urllib.error.HTTPError as answer:
        expect(answer.code == 304, f"a reader that has the feed already gets {answer.code}")
    return ids


def json_feed(address):
    headers, body = fetch(address)
    expect(headers.get_content_type() == "application/feed+json", f"JSON Feed is served as {headers.get_content_type()}")

    feed = json.loads(body)
    expect(feed.get("version") == "https://jsonfeed.org/version/1.1", f"the version is {feed.get('version')}")
    expect(isinstance(feed.get("title"), str), "the feed has no title")
    expect(feed.get("feed_url") == address, "the feed does not name its own address")
    expect(absolute(feed.get("home_page_url")), "the feed's home page is no absolute address")
    for author in feed.get("authors", []):
        expect({"name", "url", "avatar"} & author.keys(), "an author has neither name nor address nor picture")
    for item in feed["items"]:
        of = f"item {item.get('id')}"
        expect(isinstance(item.get("id"), str) and item["id"], f"{of} has no id that is a text")
        expect(item.get("content_html") or item.get("content_text"), f"{of} has no content")
        expect(absolute(item.get("url")), f"{of} has no absolute address")
        for name in ("date_published", "date_modified"):
            expect(name not in item or moment(item[name]), f"{of} has a {name} that is no RFC 3339 date")
        expect("image" not in item or absolute(item["image"]), f"{of} has an image without an absolute address")
        for attachment in item.get("attachments", []):
            expect({"url", "mime_type"} <= attachment.keys(), f"{of} has an attachment without address or type")
            enclosed(attachment["url"], attachment["mime_type"], attachment.get("size_in_bytes"))
    ids = [item["id"] for item in feed["items"]]
    expect(len(ids) == len(set(ids)), "two items have one id")
    return ids


def main(product, brand):
    """Posts may come due at any moment: what is compared was told while nothing was published."""
    address = f"{product}/feeds/{brand}.atom"
    for _ in range(10):
        wrong.clear()
        before = fetch(address)[0]["ETag"]
        told = atom(address)
        expect(told, "the feed is empty, so it shows nothing")
        expect(json_feed(f"{product}/feeds/{brand}.json") == told, "Atom and JSON tell different entries")
        if fetch(address)[0]["ETag"] == before:
            break
    else:
        wrong.append("the feed changes each time it is read")
    for words in wrong:
        print(f"feeds: {words}", file=sys.stderr)
    if not wrong:
        print(f"feeds: {len(told)} entries, read as Atom by feedparser {feedparser.__version__} and as JSON Feed 1.1")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
