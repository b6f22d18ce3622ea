namespace MlNetSeq2Seq.Training.Watching;

/// <summary>How the page of a report looks, on light and on dark screens and on paper.</summary>
internal static class ReportStyle
{
    public const string Text = $$"""
        :root { color-scheme: light dark; --page: #f6f8fa; --card: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d8dee4; --best: #e7f5ee }
        @media (prefers-color-scheme: dark) { :root { --page: #0d1117; --card: #161b22; --text: #e6edf3; --quiet: #9198a1; --line: #30363d; --best: #12301f } }
        * { box-sizing: border-box }
        body { font: 15px/1.5 {{ChartStyle.Fonts}}; margin: 0 auto; max-width: 1400px; padding: 1.5rem 1.25rem 3rem; color: var(--text); background: var(--page) }
        h1 { font-size: 1.6rem; margin: 0 0 1rem } h2 { font-size: 1.15rem; margin: 2rem 0 .75rem } h3 { font-size: .95rem; margin: 0 0 .5rem }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: .75rem }
        .card, .panel { background: var(--card); border: 1px solid var(--line); border-radius: 8px }
        .card { padding: .6rem .9rem } .card span { display: block; color: var(--quiet); font-size: .85rem } .card b { font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(30rem, 100%), 1fr)); gap: .75rem }
        .charts svg { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 8px }
        .pictures { display: flex; flex-wrap: wrap; gap: .75rem } .pictures figure { margin: 0; padding: .75rem; overflow-x: auto; max-width: 100% } figcaption { color: var(--quiet); font-size: .85rem; margin-bottom: .5rem }
        .scroll { overflow: auto; max-height: 34rem; width: fit-content; max-width: 100% }
        table { border-collapse: collapse } td, th { padding: .3rem .8rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line) }
        tr:last-child td { border-bottom: 0 } .scroll th { position: sticky; top: 0; background: var(--card) } th { color: var(--quiet); font-weight: 600; white-space: nowrap }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } .best td { background: var(--best) }
        .options { columns: 30rem; column-gap: .75rem } .options .panel { break-inside: avoid; padding: .75rem .9rem; margin-bottom: .75rem }
        .options table { width: 100%; font-size: .9rem } .options table { table-layout: fixed } .options td { padding: .15rem 0 .15rem .75rem; overflow-wrap: break-word } .options td:first-child { padding-left: 0; color: var(--quiet); width: 45% }
        @media print { body { background: #fff } .scroll { max-height: none } }
        """;
}
