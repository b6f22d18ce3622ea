using MlNetSeq2Seq.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>What <see cref="EncoderDecoderSession"/> asks of a model with an encoder and a decoder of its own.</summary>
internal interface IEncoderDecoder
{
    /// <summary>The number of layers of the decoder.</summary>
    int DecoderLayerCount { get; }

    /// <summary>The token that the decoder begins with.</summary>
    int DecoderStartId { get; }

    /// <summary>Encodes sources and keeps what the decoder's cross-attention sees of them.</summary>
    /// <param name="ids">Shape [sources, sourceLength].</param>
    /// <param name="mask">What is added to scores, shape [sources, 1, 1, sourceLength]; null where no source is padded.</param>
    /// <param name="cache">An empty cache.</param>
    void Read(Tensor ids, Tensor? mask, KeyValueCache cache);

    /// <summary>Decodes one token a row and scores the next.</summary>
    /// <param name="ids">Shape [rows, 1].</param>
    /// <param name="position">The position of the token, the same in all rows.</param>
    /// <param name="cache">The keys and values so far.</param>
    /// <returns>Logits, shape [rows, 1, vocabulary], float32.</returns>
    Tensor Write(Tensor ids, int position, KeyValueCache cache);
}
