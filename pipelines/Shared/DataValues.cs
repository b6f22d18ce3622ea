using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What a command line says of the data of a training.</summary>
/// <param name="Path">The file.</param>
/// <param name="Start">What the training begins with.</param>
/// <param name="Known">The vocabulary that is given and its tokenizer, the starting model's before any other; null where there is none.</param>
/// <param name="Limit">How many rows are used.</param>
/// <param name="Output">The model zip to write.</param>
internal sealed record DataValues(string Path, StartingModel Start, PretrainedTokenizer? Known, int Limit, string Output) : IDisposable
{
    /// <summary>As many rows as are to be used.</summary>
    public T[] First<T>(IEnumerable<T> rows) => [.. rows.Take(Limit)];

    /// <summary>The vocabulary that is given, or the characters of texts.</summary>
    public Vocabulary VocabularyOf(IEnumerable<string> texts) => TokenizerOf(texts).Vocabulary;

    /// <summary>The vocabulary that is given with its tokenizer, or the characters of texts.</summary>
    public PretrainedTokenizer TokenizerOf(IEnumerable<string> texts) => Known ?? new PretrainedTokenizer(Document.Characters(texts), new BertTextTokenizerOptions());

    /// <summary>The documents of the file, some of them held out to be measured on, and the vocabulary; tells how many there are.</summary>
    public (Document[] Training, Document[] Validation, Vocabulary Tokens) Documents()
    {
        Document[] documents = First(Document.ReadLines(Path));
        (Document[] training, Document[] validation) = HeldOut.Split(documents);
        Vocabulary tokens = VocabularyOf(documents.Select(document => document.Text));
        Console.WriteLine($"{training.Length} documents to learn from, {validation.Length} to measure on, {tokens.Count} tokens");
        return (training, validation, tokens);
    }

    public void Dispose() => Start.Dispose();
}
