namespace MlNetSeq2Seq.Models;

/// <summary>The sizes of an encoder that can have any <see cref="EncoderHead"/>, so that one trainer of classes, or of answers, serves all of them.</summary>
public interface IEncoderConfig
{
    /// <summary>What the hidden states are made into.</summary>
    EncoderHead Head { get; }

    /// <summary>The classes of a row, where the head scores them.</summary>
    int ClassCount { get; }

    /// <summary>Makes a model of these sizes with random weights, drawn from libtorch's generator.</summary>
    /// <param name="head">The head that the model gets, whichever the config names.</param>
    /// <param name="classCount">The classes of a row; only <see cref="EncoderHead.Classification"/> asks for them.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    Seq2SeqModel CreateModel(EncoderHead head, int classCount = 2);
}
