"""Which language a page is in: Chinese, until the person chooses English by the switch; what stays Chinese in English."""

import re

from django.middleware.locale import LocaleMiddleware

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_han = re.compile(f"[{HAN}]")
_run = re.compile(rf"[{HAN}《“（](?:[{HAN}\d\s、，。；：·—〔〕《》“”（）-]*[{HAN}。》”）〕])?")
_latin = re.compile("[A-Za-z]")
_tags = re.compile(r"""(<!--.*?-->|<[a-zA-Z/!](?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
_name = re.compile(r"<([a-z0-9]+)")
SILENT = {"script", "style", "title"}  # not read as a text of the page
WHOLE = {"option", "textarea", "text", "tspan"}  # hold texts only: no element may stand around a part
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "source", "col"}
CHINESE = ' lang="zh-Hans"'


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Django's own, but deaf to the browser: what language an office computer was installed in says nothing of its user.

    On a page in another language it marks what the records say in Chinese, so that it is read out, hyphenated and drawn as such.
    """

    def process_request(self, request):
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)

    def process_response(self, request, response):
        response = super().process_response(request, response)
        spoken = getattr(request, "LANGUAGE_CODE", "zh")
        if spoken.startswith("zh") or response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        response.content = with_chinese_marked(response.content.decode(response.charset))
        response.headers["Content-Length"] = str(len(response.content))
        return response


def with_chinese_marked(page):
    """The page's HTML with `lang="zh-Hans"` on every element that holds only Chinese, and around what is a part of a text."""
    pieces = _tags.split(page)  # text, tag, text, tag, …, text
    for place in range(2, len(pieces), 2):
        text, tag = pieces[place], pieces[place - 1]
        found = _name.match(tag)
        name = found[1] if found and found[1] not in VOID else ""
        if name in SILENT or not _han.search(text):
            continue
        alone = place + 1 < len(pieces) and pieces[place + 1].startswith(f"</{name}>") if name else False
        if " lang=" in tag and alone:
            continue
        if alone and (name == "textarea" or not _latin.search(text)):
            pieces[place - 1] = f"{tag[:-1]}{CHINESE}>"
        elif name not in WHOLE:
            pieces[place] = _marked(text)
    return "".join(pieces)


def _marked(text):
    """A text with its Chinese marked, in one element as it was one text: in a flexible box each element is placed by itself."""
    if _run.fullmatch(text.strip()):
        return text.replace(text.strip(), f"<span{CHINESE}>{text.strip()}</span>")
    return f"<span>{_run.sub(lambda run: f'<span{CHINESE}>{run[0]}</span>', text)}</span>"
