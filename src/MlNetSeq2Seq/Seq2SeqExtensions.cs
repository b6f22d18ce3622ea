namespace Microsoft.ML;

/// <summary>Adds MlNetSeq2Seq to ML.NET's context.</summary>
public static class Seq2SeqExtensions
{
    /// <summary>The components of MlNetSeq2Seq.</summary>
    /// <param name="context">The context.</param>
    public static Seq2SeqCatalog Seq2Seq(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Seq2SeqCatalog(context);
    }
}
