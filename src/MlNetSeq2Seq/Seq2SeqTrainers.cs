using MlNetSeq2Seq.Training;

namespace Microsoft.ML;

/// <summary>The trainers of MlNetSeq2Seq.</summary>
public sealed class Seq2SeqTrainers
{
    private readonly MLContext _context;

    internal Seq2SeqTrainers(MLContext context) => _context = context;

    /// <summary>Trains UniLM.</summary>
    /// <param name="options">Vocabulary, sizes, training and generation.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer Unilm(UnilmTrainerOptions options) => new(_context, options);
}
