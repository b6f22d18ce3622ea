using System.Globalization;
using MlNetSeq2Seq.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>How far a training is, as two lines for a terminal or one for a file.</summary>
internal static class TrainingBar
{
    private const int ShortestBar = 8;
    private const int LongestBar = 40;

    /// <summary>A bar with epoch, share, steps and times, and below it loss, learning rate, speed and memory; what a narrow terminal has no room for is left out.</summary>
    /// <param name="step">The step.</param>
    /// <param name="epochs">How often every row is seen.</param>
    /// <param name="skipped">How many steps were not finite.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static IRenderable Of(TrainingStep step, int epochs, int skipped, int width)
    {
        double share = (double)step.Step / step.TotalSteps;
        string before = Invariant($"epoch {step.Epoch + 1}/{epochs} ");
        string percent = Invariant($" {Math.Floor(share * 100),3}%");
        string steps = Invariant($"  step {step.Step}/{step.TotalSteps}");
        string remaining = $"{Time(step.Remaining)} to go";
        string[] afters = [$"{percent}{steps}  {Time(step.Elapsed)} gone, {remaining}", $"{percent}{steps}  {remaining}", $"{percent}  {remaining}"];
        string after = afters.FirstOrDefault(text => before.Length + ShortestBar + text.Length < width, percent);
        int cells = Math.Clamp(width - before.Length - after.Length - 1, ShortestBar, LongestBar);
        int done = (int)(share * cells);
        Paragraph bar = new Paragraph(before).Append(new string('━', done), new Style(Color.Green)).Append(new string('━', cells - done), new Style(Color.Grey)).Append(after);
        string notFinite = Skipped(skipped);
        string figures = Figures(step);
        figures = figures[..Math.Clamp(width - notFinite.Length - 1, 0, figures.Length)];
        return new Rows(bar, new Paragraph(figures).Append(notFinite, new Style(Color.Yellow)));
    }

    /// <summary>The same as one line.</summary>
    /// <param name="step">The step.</param>
    /// <param name="epochs">How often every row is seen.</param>
    /// <param name="skipped">How many steps were not finite.</param>
    public static string Line(TrainingStep step, int epochs, int skipped) =>
        Invariant($"epoch {step.Epoch + 1,3}/{epochs}  step {step.Step,6}/{step.TotalSteps}  {Figures(step)}  {Time(step.Elapsed)} gone, {Time(step.Remaining)} to go{Skipped(skipped)}");

    private static string Figures(TrainingStep step) =>
        Invariant($"loss {step.Loss,7:f4}  rate {step.LearningRate:0.0e+0}  {step.TokensPerSecond,7:f0} tokens/s  {Environment.WorkingSet >> 20,5} MB");

    private static string Skipped(int count) => count == 0 ? "" : Invariant($"  {count} not finite");

    private static string Time(TimeSpan time) => time.ToString(time.TotalDays >= 1 ? @"d\.hh\:mm\:ss" : time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
