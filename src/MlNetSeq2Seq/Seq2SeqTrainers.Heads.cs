using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Training;

namespace Microsoft.ML;

/// <content>Encoders with another head than one for tokens: BERT, GAU-alpha, …</content>
public sealed partial class Seq2SeqTrainers
{
    /// <summary>Trains an encoder to tell the labels of texts.</summary>
    /// <param name="options">Vocabulary, network, labels and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<ClassifyTextTransformer> Classifier(ClassifierTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Classification.Validate();
        return new(_context, options, ClassifyTextTransformer.ColumnsOf(options.Classification), model => new ClassifyTextTransformer(model, options.Classification));
    }

    /// <summary>Trains an encoder to find answers in texts.</summary>
    /// <param name="options">Vocabulary, network and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<ReadingTransformer> Reader(ReaderTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Reading.Validate();
        return new(_context, options, ReadingTransformer.ColumnsOf(options.Reading), model => new ReadingTransformer(model, options.Reading));
    }
}
