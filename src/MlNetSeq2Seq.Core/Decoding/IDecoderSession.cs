namespace MlNetSeq2Seq.Decoding;

/// <summary>
/// A model in the middle of writing: it holds a number of rows, each a source and what was written for it so far, and gives the logits of
/// the next token. Searches see nothing else of a model.
/// </summary>
/// <remarks>
/// <para>
/// A new session has one row for each source, in the order of the sources. The first <see cref="Step"/> gets no tokens and answers what
/// comes first. Then a search says, by <see cref="Reorder"/>, which rows go on, and hands the token that was chosen for each of them to
/// the next step. Rows may become more (a source that is continued in several ways) and fewer (a source that is done).
/// </para>
/// <para>
/// The order of calls is Step([]), then again and again Reorder (left out where every row goes on as it stands) and Step(tokens).
/// A session is used by one thread at a time.
/// </para>
/// </remarks>
public interface IDecoderSession : IDisposable
{
    /// <summary>Number of sources that the session was started with.</summary>
    int SourceCount { get; }

    /// <summary>Number of rows now.</summary>
    int RowCount { get; }

    /// <summary>Entries of the vocabulary: logits of a row.</summary>
    int VocabularySize { get; }

    /// <summary>Most tokens that can be written, the end token included, for example because the table of positions ends.</summary>
    int MaximumLength => int.MaxValue;

    /// <summary>
    /// The tokens that stand before the first written one and that rules and length penalties may count: the prompt of a causal model, the
    /// start token of a decoder; empty where the source is no part of what is written, as in UniLM.
    /// </summary>
    /// <param name="source">Number of the source.</param>
    ReadOnlySpan<int> Prefix(int source) => [];

    /// <summary>Writes one token a row and answers the logits of the next.</summary>
    /// <param name="tokens">The token that each row goes on with, shape [rows]; empty in the first step.</param>
    /// <param name="logits">Takes the logits of the next token, shape [rows, vocabulary].</param>
    void Step(ReadOnlySpan<int> tokens, Span<float> logits);

    /// <summary>Chooses the rows that go on.</summary>
    /// <param name="parents">For each row from now on, the row until now that it continues; shape [rows from now on].</param>
    void Reorder(ReadOnlySpan<int> parents);
}
