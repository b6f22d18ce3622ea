using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Tokens;

namespace Microsoft.ML;

/// <content>Masked language models.</content>
public sealed partial class Seq2SeqCatalog
{
    /// <summary>Hides words and asks for them.</summary>
    /// <param name="options">The vocabulary, the way of masking and columns.</param>
    public WholeWordMaskEstimator WholeWordMask(WholeWordMaskOptions options) => new(options);

    /// <summary>Reads texts with their whole-word references, line by line at each pass; the columns are <c>Text</c> and <c>References</c>.</summary>
    /// <param name="textPath">The texts, one a line, UTF-8.</param>
    /// <param name="referencePath">Their references, one list such as <c>[2, 3, 7]</c> a line.</param>
    /// <exception cref="InvalidDataException">At reading: a line is no list, or one file has more lines.</exception>
    public IDataView LoadWordReferences(string textPath, string referencePath) => _context.Data.LoadFromEnumerable(
        WordReferenceFile.Read(textPath, referencePath).Select(line => new WordReferenceRow { Text = line.Text, References = line.References }));
}
