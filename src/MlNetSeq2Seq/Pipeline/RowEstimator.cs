using Microsoft.ML;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>An estimator that turns its options, and what little it may learn, into a <see cref="RowTransformer"/>.</summary>
/// <typeparam name="TOptions">The options record, which is also what the model zip holds.</typeparam>
public abstract class RowEstimator<TOptions> : IEstimator<RowTransformer>, IRowComponent
    where TOptions : notnull
{
    private protected RowEstimator(TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>The options that the component was made with.</summary>
    public TOptions Options { get; }

    private protected abstract ColumnContract Columns { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that the component reads is missing or has another type.</exception>
    public RowTransformer Fit(IDataView input)
    {
        Columns.Check(input.Schema);
        TOptions learnt = Learn(input);
        return ReferenceEquals(learnt, Options)
            ? ToTransformer()
            : ((IRowComponent)Activator.CreateInstance(GetType(), learnt)!).ToTransformer();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that the component reads is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Columns.Extend(inputSchema);

    RowTransformer IRowComponent.ToTransformer() => ToTransformer();

    private protected abstract RowMap Bind();

    /// <summary>The options with what is learnt from data; the options themselves where nothing is.</summary>
    private protected virtual TOptions Learn(IDataView input) => Options;

    private RowTransformer ToTransformer() => new(Columns, Bind, Options, ComponentAttribute.Of(GetType()));
}
