namespace MlNetSeq2Seq.Reading;

/// <summary>A part of a text that may answer a question.</summary>
/// <param name="Text">The part, as it stands in the text.</param>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Probability">Its probability among the candidates of the question, in [0, 1].</param>
public sealed record FoundAnswer(string Text, int Start, double Probability);
