"""The film in a browser: `vfc review` serves it on loopback, `--export` writes it as files.

`model/` makes frozen values of a film, once for each change of text, lock or store; `pages/` says
what each page is told of them; `doing/` is what `--edit` allows; `serving/` answers a browser;
`exporting.py` writes the same pages as files that open from disk, without those that say
`exported=False`.

To add a page: a module of `pages/` with its `ReviewPage`, whose `data` says what its script reads;
its row in `PAGES` of `pages/table.py`; `pages/templates/NAME.html`, `pages/static/NAME.css` and
`pages/static/NAME.js` of the same name. A page that says `exported=False` is not in an export. What
it does besides being looked at, a post, is among its `actions`, which are there only with `--edit`
unless they say that they change nothing. Its script gets its data, and each newer version of them,
by `vfc.ready`, puts texts of films on the page by `vfc.text` and `vfc.h` alone, and names its keys
by `vfc.keys`.
"""
