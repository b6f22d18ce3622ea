using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Training;

namespace Microsoft.ML;

/// <summary>The trainers of MlNetSeq2Seq.</summary>
public sealed partial class Seq2SeqTrainers
{
    private readonly MLContext _context;

    internal Seq2SeqTrainers(MLContext context) => _context = context;

    /// <summary>Trains UniLM.</summary>
    /// <param name="options">Vocabulary, sizes, training and generation.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<TextGenerationTransformer> Unilm(UnilmTrainerOptions options) => Generator(options);

    /// <summary>Trains BERT to fill masks, and to tell the order or neighbourhood of sentences where the columns have a label for it.</summary>
    /// <param name="options">Vocabulary, sizes and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<FillMaskTransformer> Bert(BertTrainerOptions options) => MaskedLm(options);

    /// <summary>Trains GPT, as MiniGLM and GPT-2 have it: a language model from left to right.</summary>
    /// <param name="options">Vocabulary, sizes and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<TextGenerationTransformer> Gpt(GptTrainerOptions options) => Generator(options);

    /// <summary>Trains BART: an encoder, and a decoder that writes.</summary>
    /// <param name="options">Vocabulary, sizes and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<TextGenerationTransformer> Bart(BartTrainerOptions options) => Generator(options);

    /// <summary>Trains T5: an encoder and a decoder with relative positions.</summary>
    /// <param name="options">Vocabulary, sizes and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<TextGenerationTransformer> T5(T5TrainerOptions options) => Generator(options);

    /// <summary>Trains a recurrent language model, as MiniGLM compares GPT with: from left to right, a state of constant size.</summary>
    /// <param name="options">Vocabulary, sizes and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<TextGenerationTransformer> Lstm(LstmTrainerOptions options) => Generator(options);

    /// <summary>Trains a recurrent encoder-decoder that writes titles, with a prior for tokens of the source.</summary>
    /// <param name="options">Vocabulary, sizes and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<TextGenerationTransformer> LstmTitle(LstmTitleTrainerOptions options) => Generator(options);

    /// <summary>Trains GAU-alpha: gated attention units over the whole row.</summary>
    /// <param name="options">Vocabulary, sizes and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<FillMaskTransformer> GauAlpha(GauAlphaTrainerOptions options) => MaskedLm(options);

    /// <summary>Trains FLASHQuad: gated attention units with squared ReLU.</summary>
    /// <param name="options">Vocabulary, sizes and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<FillMaskTransformer> FlashQuad(FlashQuadTrainerOptions options) => MaskedLm(options);

    /// <summary>Trains FLASH: gated attention units, quadratic within chunks and linear across them.</summary>
    /// <param name="options">Vocabulary, sizes and training.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Seq2SeqTrainer<FillMaskTransformer> Flash(FlashTrainerOptions options) => MaskedLm(options);

    private Seq2SeqTrainer<TextGenerationTransformer> Generator(GenerationTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Generation.Validate();
        return new(_context, options, TextGenerationTransformer.ColumnsOf(options.Generation), model => new TextGenerationTransformer(model, options.Generation));
    }

    private Seq2SeqTrainer<FillMaskTransformer> MaskedLm(MaskedLmTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.FillMask.Validate();
        return new(_context, options, FillMaskTransformer.ColumnsOf(options.FillMask), model => new FillMaskTransformer(model, options.FillMask));
    }
}
