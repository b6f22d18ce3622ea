namespace MlNetSeq2Seq.Decoding.Rules;

/// <summary>Changes what a model wants to write next. Holds no state; safe for several threads at once.</summary>
public interface ILogitsRule
{
    /// <summary>Changes the scores of the next token in place; negative infinity forbids.</summary>
    /// <param name="context">What was written so far.</param>
    /// <param name="scores">
    /// Scores of the next token, shape [vocabulary]: log-probabilities in a beam search, logits in the other searches, as in the
    /// published implementations.
    /// </param>
    void Apply(RuleContext context, Span<float> scores);
}
