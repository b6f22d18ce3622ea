using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Generation;

/// <summary>A session of one source that tells each token as soon as a search has settled it.</summary>
internal sealed class ToldSession(IDecoderSession session, Action<int> told) : IDecoderSession
{
    public int SourceCount => session.SourceCount;

    public int RowCount => session.RowCount;

    public int VocabularySize => session.VocabularySize;

    public int MaximumLength => session.MaximumLength;

    public ReadOnlySpan<int> Prefix(int source) => session.Prefix(source);

    public void Step(ReadOnlySpan<int> tokens, Span<float> logits)
    {
        if (!tokens.IsEmpty)
        {
            told(tokens[0]);
        }

        session.Step(tokens, logits);
    }

    public void Reorder(ReadOnlySpan<int> parents) => session.Reorder(parents);

    public void Dispose() => session.Dispose();
}
