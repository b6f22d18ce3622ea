using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Reading;

/// <summary>A row that holds a question and a part of a text.</summary>
/// <param name="Ids">Token ids, shape [length].</param>
/// <param name="Segments">Segment of each token: 0 in the question, 1 in the text; shape [length].</param>
/// <param name="ContextStart">Place of the part's first token in the row.</param>
/// <param name="FirstToken">Number of that token in the whole text.</param>
/// <param name="HasMostContext">Whether no other row shows a token of the part with more text around it; shape [tokens of the part].</param>
public sealed record ReadingWindow(int[] Ids, int[] Segments, int ContextStart, int FirstToken, bool[] HasMostContext)
{
    /// <summary>Number of tokens of the part.</summary>
    public int ContextLength => HasMostContext.Length;

    /// <summary>The row as a model learns from it: where the answer begins and ends, at <c>[CLS]</c> where this part does not hold all of it.</summary>
    /// <param name="answer">The first and last token of the answer in the whole text; null for a question without an answer.</param>
    public MaskedSample ToSample(AnswerTokens? answer)
    {
        int[] labels = new int[Ids.Length];
        Array.Fill(labels, Labels.Ignore);
        bool isHere = answer is { } whole && whole.First >= FirstToken && whole.Last < FirstToken + ContextLength;
        (labels[0], labels[1]) = isHere
            ? (answer!.Value.First - FirstToken + ContextStart, answer.Value.Last - FirstToken + ContextStart)
            : (0, 0);
        return new MaskedSample(Ids, Segments, labels);
    }
}
