"""The commands that look and make nothing: check, show, plan, explain, status, generators."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vfc.cli.document import written
from vfc.cli.options import FILM, JSON, PROFILE, TRUST, VERIFY, with_film, with_films
from vfc.cli.printing import (
    counted,
    listed,
    print_json,
    print_line,
    say,
    say_mistakes,
    seen_from_here,
    span_of,
)
from vfc.errors import Severity
from vfc.project.workspace import Workspace


def planned_for(workspace: Workspace, **wanted):
    """The plan of a film, with the warnings of its text said first."""
    from vfc.project.load import load
    from vfc.project.plan import PlanOptions, plan_film

    return plan_film(load(workspace, verify=wanted.get("verify", False)), PlanOptions(**wanted))


@click.command()
@click.option("--github", is_flag=True, help="Annotations of GitHub's on standard output.")
@click.option("--sarif", is_flag=True, help="A SARIF 2.1.0 log on standard output.")
@JSON
@with_films
def check(workspaces: tuple[Workspace, ...], github: bool, sarif: bool, as_json: bool) -> None:
    """Say every mistake in the text, with carets, and warn of what will surprise.

    Each of FILMS is a folder, a text of a film, or a file that a film includes; none is the film of
    this folder.
    """
    from vfc.cli.annotations import github_lines
    from vfc.cli.annotations import sarif as sarif_log
    from vfc.commands.check import check as check_film

    if github + sarif + as_json > 1:
        raise click.UsageError("--github, --sarif and --json each want standard output alone")
    told = [(each.folder, mistake) for each in workspaces for mistake in check_film(each)]
    mistakes = [mistake for _, mistake in told]
    if len(workspaces) > 1:
        mistakes = [seen_from_here(folder, mistake) for folder, mistake in told]
    wrong = any(mistake.severity is Severity.ERROR for mistake in mistakes)
    for line in github_lines(told) if github else ():
        print_line(line)
    if as_json:
        print_json({}, ok=not wrong, mistakes=mistakes)
    elif sarif:
        click.echo(written(sarif_log(told)), file=sys.__stdout__)
    elif mistakes:
        say_mistakes(mistakes)
    elif workspaces:
        say("no mistakes")
    raise click.exceptions.Exit(2 if wrong else 0)


@click.command()
@click.argument("shot", metavar="SHOT")
@JSON
@with_film
def show(workspace: Workspace, shot: str, as_json: bool) -> None:
    """Print one SHOT, resolved: its whole prompt, what previs reads in it, the seed of each take,
    generator, frames, what it uses.
    """
    from vfc.cli.showing import line_text, read_lines, shot_json
    from vfc.commands.show import show as show_shot

    planned = planned_for(workspace)
    shown = show_shot(planned, shot)
    film_shot = shown.shot
    if as_json:
        print_json(shot_json(planned, shown), mistakes=planned.loaded.warnings)
        return
    about = "about " if film_shot.about else ""
    lines = [
        ("shot", film_shot.name),
        ("generator", shown.made_by),
        ("prompt", film_shot.prompt.text),
        ("avoid", film_shot.prompt.avoid),
        *read_lines(shown.reading),
        (
            "frames",
            f"{about}{film_shot.frames} and {film_shot.handles} of handles, {shown.frames} made",
        ),
        *(("composed", each) for each in shown.composed),
        *(("line", line_text(each, planned.loaded.film.format.rate)) for each in shown.lines),
        ("uses", ", ".join(shown.uses)),
        ("note", film_shot.note),
    ]
    for word, text in lines:
        if text:
            print_line(f"{word:<10} {text}")
    for take in shown.takes:
        mark = "  shown" if take.shown else ""
        print_line(
            f"take {take.take:<5} seed {take.seed}  key {take.key[:12]}  "
            f"{'made' if take.artifact else 'not made'}{mark}"
        )


@click.command()
@click.option(
    "--only", multiple=True, metavar="SHOT", help="Plan all takes of this shot and nothing else."
)
@click.option("--all", "everything", is_flag=True, help="Plan every take of every shot.")
@click.option("--steps", is_flag=True, help="Every step, with its own reasons.")
@click.option(
    "--critical",
    is_flag=True,
    help="The longest way by time and by what costs, and the time it takes.",
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1), metavar="N", help="With --critical: steps at once."
)
@VERIFY
@JSON
@with_film
def plan(
    workspace: Workspace,
    only: tuple[str, ...],
    everything: bool,
    steps: bool,
    critical: bool,
    jobs: int | None,
    verify: bool,
    as_json: bool,
) -> None:
    """Print what changed, what a build would make because of it, and the time to expect.

    Then the work by pool, the longest way through it, and the models that are not here. What is
    kept is told by its name.
    """
    from vfc.cli.causes import cause_text, work_lines
    from vfc.project.causes import causes
    from vfc.project.notes import notes

    planned = planned_for(workspace, only=only, everything=everything, verify=verify)
    if as_json:
        print_json(
            plan_json(planned)
            | {"causes": [_cause_json(each) for each in causes(planned)]}
            | {"money": _money_json(planned), "lacking_keys": _keys_json(planned)}
            | _critical_json(planned, critical, jobs or 0),
            mistakes=planned.loaded.warnings,
        )
        return
    if critical:
        from vfc.cli.graphs import critical_lines

        for line in critical_lines(planned, jobs or 0):
            print_line(line)
        say(work_text(planned))
        return
    for cause in causes(planned):
        print_line(cause_text(cause.event()))
    for step in planned.to_make() if steps else ():
        reasons = planned.decisions[step.key].reasons
        print_line(f"make {step.label}{'  (costs)' if step.costs else ''}")
        for reason in reasons[:4]:
            print_line(f"       {reason}")
    for line in (*work_lines(planned), *notes(planned)):
        print_line(line)
    say(f"{work_text(planned)}; {planned.kept():,} kept")


def _cause_json(cause) -> dict[str, object]:
    told = cause.event()
    return {
        "text": told.text,
        "file": told.file or None,
        "line": told.line or None,
        "make": dict(told.make),
        "costs": told.costs,
        "seconds": [told.seconds, told.most],
        "steps": [step.label for step in cause.steps],
    }


def _keys_json(planned) -> list[dict[str, object]]:
    from vfc.project.servicekeys import lacking_keys

    return [
        {
            "provider": each.provider,
            "variables": list(each.variables),
            "steps": [step.label for step in each.steps],
        }
        for each in lacking_keys(planned)
    ]


def _money_json(planned) -> list[dict[str, object]]:
    from vfc.project.money import expenses

    return [
        {
            "step": each.step.label,
            "shot": each.shot,
            "provider": each.provider,
            "model": each.model,
            "amount": each.money.digits if each.money else None,
            "unit": each.money.unit if each.money else None,
            "own": str(each.own) if each.own else None,
            "how": each.how,
            "sent": each.sent,
        }
        for each in expenses(planned)
    ]


def _critical_json(planned, critical: bool, jobs: int) -> dict[str, object]:
    if not critical:
        return {}
    from vfc.cli.graphs import critical_json

    return {"critical": critical_json(planned, jobs)}


def work_text(planned) -> str:
    """What is to be made, in a line: how many steps, how many of them cost, how long it takes as
    far as is known.
    """
    to_make, untimed = planned.to_make(), len(planned.untimed)
    costly = sum(step.costs for step in to_make)
    parts = [
        f"{counted(len(to_make), 'step')} to make",
        counted(costly, "of them costs", "of them cost") if costly else "",
        span_of(*planned.expected()),
        f"{counted(untimed, 'step')} whose like was never timed here" if untimed else "",
    ]
    return ", ".join(part for part in parts if part)


def plan_json(planned) -> dict[str, object]:
    """A plan as `vfc plan --json` gives it; steps that nothing needs are left out."""
    from vfc.project.plan import State

    steps = []
    for step in planned.plan.steps:
        decision = planned.decisions[step.key]
        if decision.state is not State.SKIP:
            steps.append(
                {
                    "step": step.label,
                    "kind": step.kind.name,
                    "key": step.key,
                    "state": decision.state,
                    "reasons": list(decision.reasons),
                    "seconds": round(planned.seconds.get(step.key, 0.0), 3),
                    "timed": step.key not in planned.untimed,
                    "costs": step.costs,
                }
            )
    return {
        "profile": planned.plan.profile,
        "steps": steps,
        "totals": {
            state: sum(each["state"] == state for each in steps)
            for state in (State.KEPT, State.MAKE)
        }
        | {"costs": sum(each["costs"] for each in steps if each["state"] is State.MAKE)},
        "seconds": [round(seconds, 1) for seconds in planned.expected()],
    }


@click.command()
@click.argument("name", metavar="NAME")
@JSON
@with_film
def explain(workspace: Workspace, name: str, as_json: bool) -> None:
    """Say why each step of a shot, a take or a deliverable is made or kept: each field, before and
    after.

    Of a file of the film, of presets.night, cast.ana, sets.street, generators.wan or a model: what
    reads it, and what is made if it changes.
    """
    from vfc.commands.explain import explain as explain_shot

    planned = planned_for(workspace)
    if (
        name.partition("#")[0] not in planned.loaded.film.shots
        and name not in planned.plan.deliverables
    ):
        from vfc.cli.graphs import tell_dependents

        tell_dependents(planned, name, as_json=as_json)
        return
    found = explain_shot(planned, name)
    if as_json:
        print_json(
            {
                "shot": name,
                "steps": [
                    {
                        "step": each.step.label,
                        "kind": each.step.kind.name,
                        "key": each.step.key,
                        "state": each.state,
                        "reasons": list(each.reasons),
                        "changes": [change._asdict() for change in each.changes],
                    }
                    for each in found
                ],
            },
            mistakes=planned.loaded.warnings,
        )
        return
    for each in found:
        print_line(f"{each.step.label}: {each.words}")
        for reason in each.reasons:
            print_line(f"    {reason}")


@click.command()
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything is stale or not delivered.")
@click.option("--costs", is_flag=True, help="What the film has cost, by shot and provider.")
@VERIFY
@JSON
@with_film
def status(workspace: Workspace, exit_code: bool, costs: bool, verify: bool, as_json: bool) -> None:
    """Say what stands (by its name), what is stale, and what has drifted from the lock."""
    from vfc.cli.costs import costs_json, costs_lines
    from vfc.commands.status import PLURALS
    from vfc.commands.status import status as film_status
    from vfc.project.loudness import loudness_json, loudness_line

    planned = planned_for(workspace, verify=verify)
    found = film_status(planned)
    code = 1 if exit_code and not found.whole else 0
    if as_json:
        print_json(
            {
                "standing": dict(found.standing),
                "stale": dict(found.stale),
                "deliverables": dict(found.deliverables),
                "sound": loudness_json(found.sound),
                "drift": list(found.drift),
                "verified": verify,
            }
            | ({"costs": costs_json(planned)} if costs else {}),
            ok=not code,
            mistakes=planned.loaded.warnings,
        )
        raise click.exceptions.Exit(code)
    for path, stands in found.deliverables:
        heard = f", {loudness_line(found.sound[path])}" if path in found.sound else ""
        print_line(f"{path}: {'stands' if stands else 'stale'}{heard}")
    how = "verified" if verify else "by name"
    for word, counts in ((f"standing, {how}", found.standing), ("stale", found.stale)):
        if counts:
            print_line(
                f"{word}: "
                + ", ".join(counted(count, kind, PLURALS.get(kind, "")) for kind, count in counts)
            )
    for sentence in found.drift:
        print_line(f"drift: {sentence}")
    for line in costs_lines(planned) if costs else ():
        print_line(line)
    raise click.exceptions.Exit(code)


@click.command()
@FILM
@PROFILE
@TRUST
@click.option("--models", metavar="NAME", help="The models of one that works elsewhere.")
@JSON
def generators(
    film: Path | None, profile: str | None, trust_store: bool, models: str | None, as_json: bool
) -> None:
    """List what can make pictures here, and what each can do; in a film, what the models of its
    shots can do.

    Then the services that work elsewhere, whether their keys are set, and their models; then the
    voices.
    """
    from vfc.cli.showing import voice_json, voice_line
    from vfc.commands.generators import installed, of_film, voices_installed
    from vfc.errors import TextError, UsageError
    from vfc.project.workspace import find_workspace

    try:
        own, problems = of_film(find_workspace(film, profile=profile, trust=trust_store))
    except (UsageError, TextError):
        if film is not None or profile is not None:
            raise
        own, problems = (), ()
    others, lost = installed()
    found = (
        *own,
        *(each for each in others if f"of {each.name}" not in {one.package for one in own}),
    )
    voices, mute = voices_installed()
    for problem in (*problems, *lost, *mute):
        say(problem)
    if as_json:
        print_json(
            {
                "voices": [voice_json(each) for each in voices],
                "generators": [
                    {
                        "name": each.name,
                        "version": each.version,
                        "package": each.package,
                        "makes": sorted(each.abilities.makes),
                        "can": dict(each.can),
                        "limits": dict(each.limits),
                        "costs": each.abilities.costs,
                        "options": dict(each.options),
                        "keys": dict(each.keys) if each.keys is not None else None,
                        "models": [
                            {"name": one.name, "makes": list(one.makes)} | dict(one.facts)
                            for one in each.models
                        ],
                    }
                    for each in found
                ],
                "problems": [*problems, *lost, *mute],
            }
        )
        return
    if models is not None:
        _print_models(next((each for each in found if each.name == models), None), models)
        return
    _print_table([each for each in found if each.keys is None])
    for each in found:
        if each.keys is not None:
            print_line(_service_line(each))
    for each in voices:
        print_line(voice_line(each))


def _service_line(service) -> str:
    """A service that works elsewhere: its keys, and its models by name."""
    lacks = [name for name, there in service.keys if not there]
    keys = (
        f"no key ({', '.join(lacks)})" if lacks else "key set" if service.keys else "no key needed"
    )
    names = listed([each.name for each in service.models], 3)
    count = counted(len(service.models), "model")
    told = f"{count}: {names} (--models {service.name})" if service.models else "any model"
    return f"{service.name}: {keys}; {told}"


def _print_models(service, name: str) -> None:
    """Each model of a service, with what it makes, its limits, its price and the source of that."""
    from vfc.errors import UsageError

    if service is None or service.keys is None:
        raise UsageError(f"no service '{name}' is installed; vfc generators lists them")
    for model in service.models:
        print_line(f"{model.name}: {', '.join(('words', *model.makes))}")
        for word, text in model.facts:
            print_line(f"    {word:<10} {text}")


def _print_table(found) -> None:
    """A column for each generator, a row for each thing that pictures may be asked, then limits and
    options.
    """
    from rich.console import Console
    from rich.table import Table

    from vfc.commands.generators import MEANINGS

    table = Table(box=None, pad_edge=False)
    for _ in range(2):
        table.add_column("")
    for each in found:
        table.add_column(f"{each.name}\nversion {each.version}, {each.package}")
    for name, meaning in MEANINGS.items():
        table.add_row(name, meaning, *(dict(each.can).get(name, "no") for each in found))
    for name in dict.fromkeys(name for each in found for name, _ in each.limits):
        table.add_row(name, "", *(dict(each.limits).get(name, "") for each in found))
    for name in dict.fromkeys(name for each in found for name, _ in each.options):
        table.add_row("option", name, *(str(dict(each.options).get(name, "")) for each in found))
    Console(highlight=False, soft_wrap=False).print(table)
