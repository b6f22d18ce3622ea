using System.Globalization;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.FillMask;

/// <summary>A text with masks and what may stand in place of them.</summary>
/// <param name="Text">The text as it was given.</param>
/// <param name="Masks">Where its masks stand, in their order.</param>
/// <param name="Candidates">For each mask the likeliest tokens, the likeliest first.</param>
public sealed record FilledText(string Text, IReadOnlyList<TextSpan> Masks, IReadOnlyList<IReadOnlyList<MaskCandidate>> Candidates)
{
    private const string ContinuationPrefix = "##";

    /// <summary>The text with the likeliest token in place of each mask.</summary>
    public string ToFilled() => Replace(candidates =>
        candidates[0].Token.StartsWith(ContinuationPrefix, StringComparison.Ordinal) ? candidates[0].Token[ContinuationPrefix.Length..] : candidates[0].Token);

    /// <summary>
    /// The text with <c>[token+probability||token+probability]</c> in place of each mask, probabilities to four digits, as the demos of
    /// GAU-alpha and FLASHQuad print them.
    /// </summary>
    public string ToPredictions() => Replace(candidates => $"[{string.Join("||", candidates.Select(Format))}]");

    private static string Format(MaskCandidate candidate) =>
        $"{candidate.Token}+{Math.Round(candidate.Probability, 4).ToString("0.0###", CultureInfo.InvariantCulture)}";

    private string Replace(Func<IReadOnlyList<MaskCandidate>, string> replacement)
    {
        var text = new System.Text.StringBuilder();
        int end = 0;
        foreach ((TextSpan mask, IReadOnlyList<MaskCandidate> candidates) in Masks.Zip(Candidates))
        {
            text.Append(Text, end, mask.Start - end).Append(replacement(candidates));
            end = mask.End;
        }

        return text.Append(Text, end, Text.Length - end).ToString();
    }
}
