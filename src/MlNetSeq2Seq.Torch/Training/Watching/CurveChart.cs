using System.Globalization;
using System.Text;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>Draws curves as SVG: axes with round numbers, a legend, lines of what was measured; of what is noisy and dense a thin one, and a thick one of its running mean.</summary>
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
    private const int DottedTo = 40;
    private const int TickCount = 6;
    private const double LeastPlain = 1e-3;
    private const double MostPlain = 1e6;

    /// <summary>Draws a chart.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="xTitle">What stands below it.</param>
    /// <param name="curves">The lines.</param>
    /// <returns>An <c>svg</c> element that needs nothing else; it follows the light or dark scheme of whoever looks at it.</returns>
    public static string Draw(string title, string xTitle, params IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(xTitle);
        ArgumentNullException.ThrowIfNull(curves);
        CurvePoint[] all = [.. curves.SelectMany(c => c.Points).Where(IsFinite)];
        (double xLow, double xHigh) = Range(all.Select(p => p.X));
        double[] yTicks = Round(Range(all.Select(p => p.Y)), leastStep: 0);
        (double yLow, double yHigh) = (yTicks[0], yTicks[^1]);
        var svg = new StringBuilder(ChartStyle.Begin(Width, Height, title));
        Add($"""<text class="c-text" x="{Left}" y="20" font-size="14">{ChartStyle.Escaped(title)}</text>""");
        foreach (double tick in yTicks)
        {
            double y = Y(tick);
            Add($"""<line class="c-grid" x1="{Left}" x2="{Width - Right}" y1="{y:f1}" y2="{y:f1}"/><text class="c-quiet" x="{Left - 8}" y="{y + 4:f1}" text-anchor="end">{Label(tick, yTicks)}</text>""");
        }

        double[] xTicks = Round((xLow, xHigh), leastStep: all.All(p => double.IsInteger(p.X)) ? 1 : 0);
        foreach (double tick in xTicks.Where(tick => tick >= xLow && tick <= xHigh))
        {
            Add($"""<path class="c-axis" d="M{X(tick):f1} {Height - Bottom}v4"/><text class="c-quiet" x="{X(tick):f1}" y="{Height - Bottom + 18}" text-anchor="middle">{Label(tick, xTicks)}</text>""");
        }

        Add($"""<path class="c-axis" d="M{Left} {Top}V{Height - Bottom}H{Width - Right}"/><text class="c-quiet" x="{(Left + Width - Right) / 2}" y="{Height - 6}" text-anchor="middle">{ChartStyle.Escaped(xTitle)}</text>""");
        if (all.Length == 0)
        {
            Add($"""<text class="c-quiet" x="{(Left + Width - Right) / 2}" y="{Height / 2}" text-anchor="middle">nothing was measured</text>""");
        }

        int legend = Width - Right;
        foreach ((int index, Curve curve) in curves.Index().Reverse())
        {
            int colour = index % ChartStyle.ColourCount;
            Draw(curve, colour);
            if (curves.Count > 1)
            {
                Add($"""<text class="t{colour}" x="{legend}" y="20" text-anchor="end">{ChartStyle.Escaped(curve.Name)}</text>""");
                legend -= 14 + ChartStyle.WidthOf(curve.Name);
            }
        }

        return svg.Append("</svg>").ToString();

        double X(double value) => Left + ((value - xLow) / (xHigh - xLow) * (Width - Left - Right));
        double Y(double value) => Height - Bottom - ((value - yLow) / (yHigh - yLow) * (Height - Top - Bottom));
        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));

        void Draw(Curve curve, int colour)
        {
            CurvePoint[] measured = [.. curve.Points.Where(IsFinite)];
            CurvePoint[] points = Thinned(measured);
            bool isSmoothed = curve.IsNoisy && points.Length >= SmoothedFrom;
            Line(points, colour, isSmoothed ? 0.35 : 1, isSmoothed ? 1 : 2);
            if (isSmoothed)
            {
                Line(RunningMean(points), colour, 1, 2);
            }

            foreach (CurvePoint point in measured.Length <= DottedTo ? measured : [.. measured.Where(p => p.X == curve.Marked)])
            {
                Dot(curve.Name, point, colour, point.X == curve.Marked ? 5 : 2.5);
            }
        }

        void Line(CurvePoint[] points, int colour, double opacity, double width)
        {
            if (points.Length > 1)
            {
                string places = string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):f1},{Y(p.Y):f1}")));
                Add($"""<polyline class="s{colour}" fill="none" stroke-opacity="{opacity}" stroke-width="{width}" stroke-linejoin="round" points="{places}"/>""");
            }
        }

        void Dot(string name, CurvePoint point, int colour, double radius) =>
            Add($"""<circle class="t{colour}" cx="{X(point.X):f1}" cy="{Y(point.Y):f1}" r="{radius}"><title>{ChartStyle.Escaped(name)} at {point.X:0.######}: {point.Y:g5}</title></circle>""");
    }

    private static bool IsFinite(CurvePoint point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        // One value alone is seen against zero.
        return low > high || (low == 0 && high == 0) ? (0, 1) : low < high ? (low, high) : (Math.Min(0, 1.25 * low), Math.Max(0, 1.25 * high));
    }

    // Multiples of 1, 2 or 5 times a power of ten, from the last below the range to the first above it.
    private static double[] Round((double Low, double High) range, double leastStep)
    {
        double rough = Math.Max((range.High - range.Low) / TickCount, leastStep);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        const double rounding = 1e-9;
        double first = Math.Floor((range.Low / step) + rounding);
        double last = Math.Ceiling((range.High / step) - rounding);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
    }

    // One form for all numbers of an axis, with as many decimals as its steps have.
    private static string Label(double value, double[] ticks)
    {
        if (Math.Max(Math.Abs(ticks[0]), Math.Abs(ticks[^1])) is < LeastPlain or >= MostPlain)
        {
            return value == 0 ? "0" : value.ToString("0.##e0", CultureInfo.InvariantCulture);
        }

        const double rounding = 1e-9;
        int decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(ticks[1] - ticks[0]) - rounding));
        return value.ToString($"n{decimals}", CultureInfo.InvariantCulture);
    }

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
