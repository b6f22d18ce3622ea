using System.Globalization;
using System.Net;
using System.Text;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>Draws curves as SVG: axes with round numbers, a legend, thin lines of what was measured and, where that is dense, a thick one of its running mean.</summary>
public static class CurveChart
{
    private const int Width = 640;
    private const int Height = 320;
    private const int Left = 64;
    private const int Right = 16;
    private const int Top = 36;
    private const int Bottom = 40;
    private const int LargestPointCount = 1000;
    private const int SmoothedFrom = 60;
    private const int TickCount = 6;

    // Okabe and Ito's colours, which the colour-blind tell apart too.
    private static readonly string[] s_colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>Draws a chart.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="xTitle">What stands below it.</param>
    /// <param name="curves">The lines.</param>
    /// <returns>An <c>svg</c> element that needs nothing else.</returns>
    public static string Draw(string title, string xTitle, params IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        CurvePoint[] all = [.. curves.SelectMany(c => c.Points).Where(IsFinite)];
        (double xLow, double xHigh) = Range(all.Select(p => p.X));
        (double yLow, double yHigh) = Range(all.Select(p => p.Y));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" font-family="sans-serif" font-size="12" role="img">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{Width}" height="{Height}" fill="white"/><text x="{Left}" y="20" font-size="14" fill="#222">{Escaped(title)}</text>""");
        foreach (double tick in Ticks(yLow, yHigh))
        {
            double y = Y(tick);
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Left}" x2="{Width - Right}" y1="{y:f1}" y2="{y:f1}" stroke="#e4e4e4"/><text x="{Left - 6}" y="{y + 4:f1}" text-anchor="end" fill="#555">{Label(tick)}</text>""");
        }

        foreach (double tick in Ticks(xLow, xHigh))
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{X(tick):f1}" y="{Height - Bottom + 16}" text-anchor="middle" fill="#555">{Label(tick)}</text>""");
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{Left} {Top}V{Height - Bottom}H{Width - Right}" fill="none" stroke="#555"/><text x="{(Left + Width - Right) / 2}" y="{Height - 6}" text-anchor="middle" fill="#555">{Escaped(xTitle)}</text>""");
        if (all.Length == 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Width / 2}" y="{Height / 2}" text-anchor="middle" fill="#999">nothing was measured</text>""");
        }

        int legend = Width - Right;
        foreach ((int index, Curve curve) in curves.Index().Reverse())
        {
            string colour = s_colours[index % s_colours.Length];
            CurvePoint[] points = Thinned([.. curve.Points.Where(IsFinite)]);
            bool isDense = points.Length >= SmoothedFrom;
            Line(points, colour, isDense ? 0.35 : 1, isDense ? 1 : 2);
            if (isDense)
            {
                Line(RunningMean(points), colour, 1, 2);
            }

            if (points.Length == 1)
            {
                svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{X(points[0].X):f1}" cy="{Y(points[0].Y):f1}" r="3" fill="{colour}"/>""");
            }

            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{legend}" y="20" text-anchor="end" fill="{colour}">{Escaped(curve.Name)}</text>""");
            legend -= 16 + (8 * curve.Name.Length);
        }

        return svg.Append("</svg>").ToString();

        double X(double value) => Left + ((value - xLow) / (xHigh - xLow) * (Width - Left - Right));
        double Y(double value) => Height - Bottom - ((value - yLow) / (yHigh - yLow) * (Height - Top - Bottom));

        void Line(CurvePoint[] points, string colour, double opacity, double width)
        {
            if (points.Length > 1)
            {
                svg.Append(CultureInfo.InvariantCulture, $"""<polyline fill="none" stroke="{colour}" stroke-opacity="{opacity}" stroke-width="{width}" points="{string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):f1},{Y(p.Y):f1}")))}"/>""");
            }
        }
    }

    internal static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private static bool IsFinite(CurvePoint point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return low > high ? (0, 1) : low < high ? (low, high) : (low - 0.5, high + 0.5);
    }

    // Steps of 1, 2 or 5 times a power of ten.
    private static IEnumerable<double> Ticks(double low, double high)
    {
        double rough = (high - low) / TickCount;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        for (double tick = Math.Ceiling(low / step); tick * step <= high + (step * 1e-9); tick++)
        {
            yield return tick * step;
        }
    }

    private static string Label(double value) => value != 0 && Math.Abs(value) is < 1e-3 or >= 1e6
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);

    // More points than pixels only make the file large: each stretch is drawn by its mean.
    private static CurvePoint[] Thinned(CurvePoint[] points)
    {
        int stretch = (points.Length + LargestPointCount - 1) / LargestPointCount;
        return stretch <= 1 ? points : [.. points.Chunk(stretch).Select(part => new CurvePoint(part.Average(p => p.X), part.Average(p => p.Y)))];
    }

    private static CurvePoint[] RunningMean(CurvePoint[] points)
    {
        int half = points.Length / 40;
        return [.. points.Select((point, i) => point with { Y = points[Math.Max(0, i - half)..Math.Min(points.Length, i + half + 1)].Average(p => p.Y) })];
    }
}
