namespace MlNetSeq2Seq.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>It was cancelled; the model is as the last step left it.</summary>
    Cancelled,

    /// <summary>The loss or the gradients of several steps in a row were not finite; the model is as the last good step left it.</summary>
    NotFinite,

    /// <summary>Validation got no better for as long as early stopping waits.</summary>
    StoppedEarly,
}
