namespace Harmonium.Data.Tables;

/// <summary>A layer of units and the columns of a table that it represents.</summary>
/// <param name="Name">The name of the layer.</param>
/// <param name="UnitKind">The kind of the units, as in files: gaussian, poisson, bernoulli, or categorical.</param>
/// <param name="Columns">The columns of the schema, one unit each; or one categorical column, with one unit per word.</param>
/// <param name="Units">The number of units.</param>
internal sealed record TableLayer(string Name, string UnitKind, IReadOnlyList<int> Columns, int Units);
