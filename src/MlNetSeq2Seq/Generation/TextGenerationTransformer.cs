using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Pipeline;

[assembly: LoadableClass(typeof(TextGenerationTransformer), null, typeof(SignatureLoadModel), "Text generation", TextGenerationTransformer.LoaderSignature)]

namespace MlNetSeq2Seq.Generation;

/// <summary>
/// Writes text for a text column: the best text, the best few, and their scores. Over a view it writes for many rows at
/// once; in a prediction engine for one. The model zip holds all it needs. Disposing it disposes the network.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Source (read)</term><description>text, not empty</description></item>
/// <item><term>Generated (written)</term><description>text</description></item>
/// <item><term>Candidates (written)</term><description>vector of text, the best first</description></item>
/// <item><term>Scores (written)</term><description>vector of Single, one for each candidate</description></item>
/// </list>
/// </remarks>
public sealed class TextGenerationTransformer : ITransformer, IDisposable
{
    internal const string LoaderSignature = "MlNetSeq2SeqGenerate";

    private readonly bool _ownsModel;

    internal TextGenerationTransformer(LanguageModel model, GenerateTextOptions options, WeightType weightType = WeightType.Float32, bool ownsModel = true)
    {
        Generator = new TextGenerator(model, options);
        (Model, Options, WeightType, _ownsModel) = (model, options, weightType, ownsModel);
        Columns = ColumnsOf(options);
    }

    /// <summary>The network and its vocabulary.</summary>
    public LanguageModel Model { get; }

    /// <summary>How the model writes.</summary>
    public GenerateTextOptions Options { get; }

    /// <summary>In which type the weights are saved.</summary>
    public WeightType WeightType { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    internal ColumnContract Columns { get; }

    internal TextGenerator Generator { get; }

    /// <summary>The same network with other options; it stays owned by this transformer.</summary>
    /// <param name="options">How the model writes.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public TextGenerationTransformer With(GenerateTextOptions options) => new(Model, options, WeightType, ownsModel: false);

    /// <summary>The same network and options, whose weights are saved in another type; the network stays owned by this transformer.</summary>
    /// <param name="weightType">The type in which weights are saved.</param>
    public TextGenerationTransformer SavedAs(WeightType weightType) => new(Model, Options, weightType, ownsModel: false);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The source column is missing or is no text.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Columns.Extend(inputSchema);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The source column is missing or is no text.</exception>
    public IDataView Transform(IDataView input) => new GenerationView(input, this);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The source column is missing or is no text.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new GenerationMapper(inputSchema, this);

    /// <summary>Disposes the network, if this transformer owns it.</summary>
    public void Dispose()
    {
        if (_ownsModel)
        {
            Model.Dispose();
        }
    }

    /// <summary>The columns that options name.</summary>
    internal static ColumnContract ColumnsOf(GenerateTextOptions options) => new(
        "GenerateText",
        Reads: [ColumnSpec.Text(options.SourceColumn)],
        Writes: [ColumnSpec.Text(options.OutputColumn), ColumnSpec.Texts(options.CandidatesColumn), ColumnSpec.Singles(options.ScoresColumn)]);

    void ICanSaveModel.Save(ModelSaveContext ctx) => GenerationZip.Save(ctx, this);

    // ML.NET finds it by its name.
    internal static TextGenerationTransformer Create(IHostEnvironment env, ModelLoadContext ctx) => GenerationZip.Load(env, ctx);
}
