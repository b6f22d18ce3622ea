using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Gpt;

namespace MlNetSeq2Seq.Training;

/// <summary>What the GPT trainer is told.</summary>
/// <remarks>Pairs that <see cref="PrefixColumns"/> encode for the next token are learnt too: the network reads them from left to right.</remarks>
public sealed record GptTrainerOptions : GenerationTrainerOptions, INetworkFactory
{
    /// <summary>Makes options that read <see cref="CausalColumns"/>.</summary>
    public GptTrainerOptions() => Columns = new CausalColumns();

    /// <summary>The sizes of the network; null for the defaults of its config with the vocabulary's size.</summary>
    public GptConfig? Network { get; init; }

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new GptModel(Network ?? new GptConfig { VocabularySize = Vocabulary.Count });
}
