"""`vfc help`: words of the language as people read them."""

from __future__ import annotations

import click

from vfc.cli.options import JSON
from vfc.cli.printing import print_json, say


@click.command()
@click.argument("word", required=False, metavar="[WORD]")
@JSON
@click.pass_context
def help(ctx: click.Context, word: str | None, as_json: bool) -> None:
    """Explain WORD of the film language, such as camera or shot.camera.move; without one, list them
    all.

    Of a word that is none of the language but a command, its own help is shown.
    """
    from vfc.commands.help import all_words, find_words, plain, title_of, words_of
    from vfc.errors import UsageError

    if word is None:
        if as_json:
            print_json({"maps": {name: words.split(", ") for name, words in all_words()}})
        else:
            _rows(all_words())
        return
    command = _command(ctx, word)
    try:
        words, maps = find_words(word)
    except UsageError:
        if command is None:
            raise
        text = command.get_help(click.Context(command, info_name=word, parent=ctx.parent))
        print_json({"help": text}) if as_json else click.echo(text)
        return
    if as_json:
        print_json(
            {
                "words": [plain(each) for each in words],
                "maps": {each.name: words_of(each) for each in maps},
            }
        )
        return
    for each in maps:
        click.echo(title_of(each))
        _rows(words_of(each), indent=4)
    _words(words)
    if command is not None:
        say(f"{word} is a command too: vfc {word} --help")


def _command(ctx: click.Context, word: str) -> click.Command | None:
    group = ctx.parent.command if ctx.parent else None
    return group.get_command(ctx, word) if isinstance(group, click.Group) else None


def _words(words) -> None:
    """One word in full; of several that bear one name, each place with its meaning."""
    from vfc.commands.help import facts, inner_words

    if len(words) > 1:
        _rows([(", ".join(each.dotted_names), each.field.about) for each in words])
        say(f"vfc help {words[0].dotted_names[0]} says more of one")
        return
    for word in words:
        click.echo(f"{word.field.name}: {word.field.about}")
        _rows(facts(word).items(), indent=4)
        if inner_words(word):
            click.echo()
            _rows(inner_words(word), indent=4)


def _rows(rows, indent: int = 0) -> None:
    """Two columns, the second wrapped."""
    formatter = click.HelpFormatter(max_width=100)
    formatter.current_indent = indent
    formatter.write_dl([(name, text) for name, text in rows], col_max=40)
    click.echo(formatter.getvalue(), nl=False)
