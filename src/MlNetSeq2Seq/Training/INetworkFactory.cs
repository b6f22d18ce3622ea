using MlNetSeq2Seq.Models;

namespace MlNetSeq2Seq.Training;

/// <summary>What a trainer needs of its options: an untrained network.</summary>
internal interface INetworkFactory
{
    /// <summary>A network with random weights.</summary>
    Seq2SeqModel Create();
}
