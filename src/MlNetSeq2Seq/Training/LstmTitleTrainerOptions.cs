using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Lstm;

namespace MlNetSeq2Seq.Training;

/// <summary>What the recurrent encoder-decoder's trainer is told.</summary>
/// <remarks>The decoder's start token of the network must be the one that the decoder inputs begin with.</remarks>
public sealed record LstmTitleTrainerOptions : GenerationTrainerOptions, INetworkFactory
{
    /// <summary>Makes options that read <see cref="Seq2SeqColumns"/>.</summary>
    public LstmTitleTrainerOptions() => Columns = new Seq2SeqColumns();

    /// <summary>The sizes of the network; null for the defaults of its config with the vocabulary's size.</summary>
    public LstmTitleConfig? Network { get; init; }

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new LstmTitleModel(Network ?? new LstmTitleConfig { VocabularySize = Vocabulary.Count });
}
