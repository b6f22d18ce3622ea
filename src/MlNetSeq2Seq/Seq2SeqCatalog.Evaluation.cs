using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.Pipeline;

namespace Microsoft.ML;

/// <content>Evaluation of written texts.</content>
public sealed partial class Seq2SeqCatalog
{
    /// <summary>Compares what a model wrote with what is wanted: Rouge, BLEU, exact match, variety.</summary>
    /// <param name="data">The rows that the model transformed, with the wanted texts beside the written ones.</param>
    /// <param name="options">Columns, and whether scores of each row are kept; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or is no text.</exception>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public GenerationMetrics Evaluate(IDataView data, EvaluateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new EvaluateOptions();
        return GenerationEvaluator.Evaluate(
            TextColumns.Read(data, nameof(Evaluate), options.GeneratedColumn, options.TargetColumn).Select(row => (row[0], row[1])), options.Model?.Tokenizer, options.PerRow);
    }
}
