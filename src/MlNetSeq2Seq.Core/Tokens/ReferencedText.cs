namespace MlNetSeq2Seq.Tokens;

/// <summary>A text and which of its tokens go on with the word of the token before them.</summary>
/// <param name="Text">The text, without line ends.</param>
/// <param name="References">
/// Places of the tokens that are the second or a later character of a word, in rising order; the token [CLS] has place 0, the first of the
/// text place 1. A row that is cut has places behind its end; they are ignored.
/// </param>
public sealed record ReferencedText(string Text, int[] References);
