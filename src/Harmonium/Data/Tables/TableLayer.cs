namespace Harmonium.Data.Tables;

/// <summary>The columns of a table that one layer of units stands for.</summary>
/// <param name="Name">The name of the layer.</param>
/// <param name="UnitKind">The kind of its units, as files name it: gaussian, poisson, bernoulli, or categorical.</param>
/// <param name="Columns">The columns of the schema, a unit each; or one categorical column, a unit a word.</param>
/// <param name="Units">How many units it has.</param>
public sealed record TableLayer(string Name, string UnitKind, IReadOnlyList<int> Columns, int Units);
