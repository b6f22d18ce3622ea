namespace MlNetSeq2Seq.Weights;

/// <summary>
/// How weights files of an architecture name and lay out what a model has as parameters. A model's own names are those that
/// most files of its kind have; this says in what files differ.
/// </summary>
/// <remarks>
/// The prefixes that training wrappers of PyTorch put before all names, <c>module.</c> and <c>_orig_mod.</c>, are known anyway.
/// </remarks>
public sealed record WeightNames
{
    /// <summary>For files whose names are exactly the model's.</summary>
    public static WeightNames Own { get; } = new();

    /// <summary>
    /// The prefix of all parameters of the body, such as <c>bert.</c>, which files of the body alone leave away; empty where there is none.
    /// </summary>
    public string BodyPrefix { get; init; } = "";

    /// <summary>Gives a file's name as the model has it; the default changes nothing.</summary>
    public Func<string, string> Rename { get; init; } = static name => name;

    /// <summary>
    /// Names under which files repeat a parameter, and that parameter's name. A copy stands in where a file has it alone; beside the
    /// parameter it must be equal.
    /// </summary>
    public IReadOnlyDictionary<string, string> Tied { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether a tensor of a file holds nothing that the model needs, such as a table of positions or another task's head.
    /// </summary>
    public Func<string, bool> IsLeftAside { get; init; } = static _ => false;

    /// <summary>
    /// Whether files may lack a parameter, such as the head of a task that a pre-trained network has not learnt; it then keeps its initial
    /// values, and whoever loads is told.
    /// </summary>
    public Func<string, bool> IsOptional { get; init; } = static _ => false;

    /// <summary>
    /// Whether files may lack a parameter because its initial values are what its absence means, or because nothing that the model computes
    /// depends on it.
    /// </summary>
    public Func<string, bool> IsImplied { get; init; } = static _ => false;

    /// <summary>
    /// Which stored row becomes which row of a table that has another number of them: given the parameter's name, the stored and the wanted
    /// number, an index for each wanted row; null where a table must have the wanted number.
    /// </summary>
    public Func<string, long, long, long[]?> Rows { get; init; } = static (_, _, _) => null;

    /// <summary>Whether files hold a matrix of the model with its rows as columns, as the Conv1D of OpenAI's GPT-2 does.</summary>
    public Func<string, bool> IsTransposed { get; init; } = static _ => false;
}
