using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.ML.Tokenizers;

public partial class WordPieceTokenizer
{
    public static WordPieceTokenizer Create(string vocabFilePath, WordPieceOptions? options = null)
    {
        using FileStream stream = Vocabulary.Open(vocabFilePath);
        return Create(stream, options);
    }

    public static WordPieceTokenizer Create(Stream vocabStream, WordPieceOptions? options = null) =>
        new(Vocabulary.Load(vocabStream), options);

    public static async Task<WordPieceTokenizer> CreateAsync(
        string vocabFilePath, WordPieceOptions? options = null, CancellationToken cancellationToken = default)
    {
        using FileStream stream = Vocabulary.Open(vocabFilePath);
        return await CreateAsync(stream, options, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<WordPieceTokenizer> CreateAsync(
        Stream vocabStream, WordPieceOptions? options = null, CancellationToken cancellationToken = default) =>
        new(await Vocabulary.LoadAsync(vocabStream, cancellationToken).ConfigureAwait(false), options);
}
