using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Pairing;

/// <summary>Sentences of given ids; two tokens make a word.</summary>
internal static class PairingSentences
{
    internal static TokenSequence Of(params int[] ids) =>
        new(ids, [.. ids.Select((_, i) => i / 2)], [.. ids.Select((_, i) => new TextSpan(i, 1))]);

    /// <summary>Sentences of one token each.</summary>
    internal static TokenSequence[] Single(params int[] ids) => [.. ids.Select(id => Of(id))];
}
