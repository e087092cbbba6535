"""Pictures that somebody else's machine makes: asked for once, waited for, fetched and paid.

A provider says as data what its models can do and how a request becomes its JSON; all else is
written once here: submission, waiting, adopting, fetching, cancelling, prices.
"""
