using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// A vocabulary and how text becomes its tokens, as the tokenizer files of a folder of Hugging Face say it: WordPiece (<c>vocab.txt</c>),
/// byte-level BPE (<c>vocab.json</c> and <c>merges.txt</c>) or SentencePiece (<c>spiece.model</c>, <c>sentencepiece.bpe.model</c> or
/// <c>tokenizer.model</c>), or, where none of these is there, <c>tokenizer.json</c> with one of the first two; with <c>tokenizer_config.json</c>. Source: Hugging Face, transformers 4.16, tokenization_*.py.
/// </summary>
/// <param name="Vocabulary">The vocabulary; the id of a token is its place.</param>
/// <param name="Options">How text becomes tokens.</param>
public sealed record PretrainedTokenizer(Vocabulary Vocabulary, TextTokenizerOptions Options)
{
    /// <summary>Reads the tokenizer files of a folder.</summary>
    /// <param name="folder">The folder; it need not hold a model.</param>
    /// <param name="size">How many tokens the network scores: ids beyond the last token, which some networks have, are left unused.</param>
    /// <exception cref="FileNotFoundException">The folder has none of the files.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or asks for what is not done here.</exception>
    public static PretrainedTokenizer Read(string folder, int size = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = new TokenizerFolder(folder);
        PretrainedTokenizer tokenizer = files.Has(TokenizerFolder.WordPiece) ? PublishedWordPiece.Read(files)
            : files.Has(TokenizerFolder.BpeVocabulary) && files.Has(TokenizerFolder.BpeMerges) ? PublishedByteBpe.Read(files)
            : Array.Find(TokenizerFolder.SentencePiece, files.Has) is { } model ? PublishedSentencePiece.Read(files, model, size)
            : files.Has(TokenizerFolder.Fast) ? PublishedTokenizerJson.Read(files)
            : throw new FileNotFoundException(
                $"The folder '{folder}' has no tokenizer that is read: neither {TokenizerFolder.WordPiece}, nor {TokenizerFolder.BpeVocabulary} with {TokenizerFolder.BpeMerges}, nor one of {string.Join(", ", TokenizerFolder.SentencePiece)}, nor {TokenizerFolder.Fast}.",
                Path.Combine(folder, TokenizerFolder.WordPiece));
        int missing = size - tokenizer.Vocabulary.Count;
        return missing > 0 ? tokenizer with { Vocabulary = new Vocabulary(tokenizer.Vocabulary.Concat(Enumerable.Repeat("", missing))) } : tokenizer;
    }

    /// <summary>The files of a folder from which <see cref="Read"/> and Hugging Face's transformers make this tokenizer.</summary>
    /// <param name="maximumLength">Most tokens of a row that the model takes.</param>
    /// <returns>Their names, and what writes them.</returns>
    /// <exception cref="InvalidDataException">The vocabulary lacks a special token, or does not belong to the options.</exception>
    public IReadOnlyList<(string Name, Action<Stream> Write)> Files(int maximumLength)
    {
        // Whoever writes what cannot be read finds out before the folder is touched.
        IVocabularyTokenizer tokenizer = Options.Create(Vocabulary);
        return Options switch
        {
            BertTextTokenizerOptions options =>
            [
                (TokenizerFolder.WordPiece, Vocabulary.Write), (TokenizerFolder.Config, stream => Write(stream, PublishedWordPiece.Write(options, maximumLength))),
            ],
            ByteBpeTextTokenizerOptions options =>
            [
                (TokenizerFolder.BpeVocabulary, stream => Write(stream, PublishedByteBpe.WriteVocabulary(Vocabulary))),
                (TokenizerFolder.BpeMerges, stream => PublishedByteBpe.WriteMerges(stream, options)),
                (TokenizerFolder.Config, stream => Write(stream, PublishedByteBpe.Write(options, maximumLength))),
            ],
            SentencePieceTextTokenizerOptions options => PublishedSentencePiece.Files(tokenizer, options, maximumLength, Write),
            _ => throw new InvalidOperationException($"{Options.GetType().Name} has no form as files."),
        };
    }

    private static void Write(Stream stream, JsonObject json)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteTo(writer);
    }
}
