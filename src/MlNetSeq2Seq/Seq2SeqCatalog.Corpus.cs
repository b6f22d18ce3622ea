using MlNetSeq2Seq.Components;

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
}
