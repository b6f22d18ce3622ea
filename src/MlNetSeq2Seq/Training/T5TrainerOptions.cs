using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.T5;

namespace MlNetSeq2Seq.Training;

/// <summary>What the T5 trainer is told.</summary>
/// <remarks>The decoder's start token of the network must be the one that the decoder inputs begin with.</remarks>
public sealed record T5TrainerOptions : GenerationTrainerOptions, INetworkFactory
{
    /// <summary>Makes options that read <see cref="Seq2SeqColumns"/>.</summary>
    public T5TrainerOptions() => Columns = new Seq2SeqColumns();

    /// <summary>The sizes of the network; null for the defaults of its config with the vocabulary's size.</summary>
    public T5Config? Network { get; init; }

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new T5Model(Network ?? new T5Config { VocabularySize = Vocabulary.Count });
}
