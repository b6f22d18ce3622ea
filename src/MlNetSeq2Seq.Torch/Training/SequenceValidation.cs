namespace MlNetSeq2Seq.Training;

/// <summary>What a model made of the classes of rows: sentence order, topic, …</summary>
/// <param name="Loss">The mean negative log-likelihood of a row's class, in nats.</param>
/// <param name="Accuracy">The share of rows whose class got the highest score, in [0, 1].</param>
/// <param name="Rows">How many rows have a class.</param>
public sealed record SequenceValidation(double Loss, double Accuracy, long Rows);
