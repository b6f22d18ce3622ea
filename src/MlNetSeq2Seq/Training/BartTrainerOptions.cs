using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Training;

/// <summary>What the BART trainer is told.</summary>
/// <remarks>The decoder's start token of the network must be the one that the decoder inputs begin with.</remarks>
public sealed record BartTrainerOptions : GenerationTrainerOptions, INetworkFactory
{
    /// <summary>Makes options that read <see cref="Seq2SeqColumns"/>.</summary>
    public BartTrainerOptions() => Columns = new Seq2SeqColumns();

    /// <summary>The sizes of the network; null for the defaults of its config with the vocabulary's size.</summary>
    public BartConfig? Network { get; init; }

    /// <summary>
    /// Vocabulary and tokenizer of the sources, where these have others than the targets and the network an encoder for them
    /// (<see cref="BartConfig.SourceVocabularySize"/>); the same as the encoder's. null for those of the targets.
    /// </summary>
    public PretrainedTokenizer? Source { get; init; }

    /// <inheritdoc/>
    internal override PretrainedTokenizer? SourceTokenizer => Source;

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new BartModel(Network ?? new BartConfig { VocabularySize = Vocabulary.Count });
}
