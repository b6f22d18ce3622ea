using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Inference;

/// <summary>
/// A language model at work on text columns. Over a view it computes for many rows at once, those read ahead; in a
/// prediction engine for one. The model zip holds all it needs. Disposing it disposes the network, if it owns it.
/// Views and prediction engines may use it from several threads at once; they take turns at the network, which itself computes on all
/// processors. A view reads the data below it once, some rows ahead, and computes only rows whose values are asked for.
/// </summary>
public abstract class TextModelTransformer : ITransformer, IDisposable
{
    private readonly bool _ownsModel;

    private protected TextModelTransformer(LanguageModel model, WeightType weightType, bool ownsModel) =>
        (Model, WeightType, _ownsModel) = (model, weightType, ownsModel);

    /// <summary>The network and its vocabulary.</summary>
    public LanguageModel Model { get; }

    /// <summary>In which type the weights are saved.</summary>
    public WeightType WeightType { get; }

    /// <summary>The steps of the training that made the model, as <see cref="TrainingHistory.StepsFrame"/> has them; null for a model that was not trained by this process, such as a loaded one.</summary>
    public DataFrame? History => Training?.StepsFrame();

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>The training that made the model; null where it was not made here.</summary>
    internal TrainingResult? Training { get; set; }

    /// <summary>The text columns that are read, and the columns that are written.</summary>
    internal abstract ColumnContract Columns { get; }

    /// <summary>Rows that are computed at once.</summary>
    internal abstract int BatchSize { get; }

    private protected abstract LanguageModelZip Zip { get; }

    private protected abstract object SavedOptions { get; }

    /// <summary>Computes rows.</summary>
    /// <param name="rows">The texts of each row, in the order of the columns that are read; none is empty.</param>
    /// <returns>The values of each row, in the order of the columns that are written, as a <see cref="RowSink"/> takes them.</returns>
    internal abstract IEnumerable<object[]> Compute(IReadOnlyList<string[]> rows);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or is no text.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Columns.Extend(inputSchema);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or is no text.</exception>
    public IDataView Transform(IDataView input) => new TextModelView(input, this);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or is no text.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new TextModelMapper(inputSchema, this);

    /// <summary>Disposes the network, if this transformer owns it.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the network, if this transformer owns it.</summary>
    /// <param name="disposing">Whether it is not the garbage collector that calls.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _ownsModel)
        {
            Model.Dispose();
        }
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => Zip.Save(ctx, Model, WeightType, SavedOptions);
}
