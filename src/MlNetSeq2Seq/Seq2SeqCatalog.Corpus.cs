using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Mixing;

namespace Microsoft.ML;

/// <content>Corpora: UniLM's pre-training data, mixing of sources, token datasets.</content>
public sealed partial class Seq2SeqCatalog
{
    /// <summary>Makes rows of two or more sentences of documents, as the Chinese UniLM source does.</summary>
    /// <param name="options">The vocabulary, columns and lengths.</param>
    public ChunkUnilmDocumentsEstimator ChunkUnilmDocuments(ChunkUnilmDocumentsOptions options) => new(options);

    /// <summary>Encodes runs of sentences as UniLM is pre-trained: four objectives, hidden tokens, the order of the parts.</summary>
    /// <param name="options">The vocabulary, columns and noise.</param>
    public EncodeUnilmPretrainingEstimator EncodeUnilmPretraining(EncodeUnilmPretrainingOptions options) => new(options);

    /// <summary>Mixes several sources of rows into one.</summary>
    /// <param name="options">Rates, rows of a pass, and the column for the name of the source.</param>
    /// <param name="sources">The sources by name; columns and types are those of the first, of which the others must have all.</param>
    /// <returns>The mix; its <see cref="MixedDataView.Sources"/> say what each source gives.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A source lacks a column or has it with another type.</exception>
    /// <exception cref="ArgumentException">There is no source, two have one name, one has no row, or an option does not fit.</exception>
    public MixedDataView MixSources(MixSourcesOptions options, params IReadOnlyList<KeyValuePair<string, IDataView>> sources) => new(options, sources);

    /// <summary>Opens a token dataset, as PrepareCorpus makes them, at once whatever its size.</summary>
    /// <param name="path">A file, or the folder of all shards.</param>
    /// <param name="options">Columns, special tokens and the vocabulary to check; null for the defaults.</param>
    /// <returns>The rows; disposing them lets the files go.</returns>
    /// <exception cref="FileNotFoundException">There is no dataset.</exception>
    /// <exception cref="InvalidDataException">A file is no token dataset, cut off or damaged, a shard is missing, or the vocabulary is another.</exception>
    /// <exception cref="ArgumentException">The options do not hold together.</exception>
    public TokenDataView LoadTokens(string path, LoadTokensOptions? options = null)
    {
        TokenDataset dataset = TokenDataset.Open(path);
        try
        {
            return new TokenDataView(dataset, options ?? new LoadTokensOptions());
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }
}
