using System.Text.Json;
using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Evaluation.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Models;
using Harmonium.Sampling;
using Harmonium.Storage.Files;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>An RBM for tables as a model.</summary>
/// <param name="kind">The model kind.</param>
/// <param name="rbm">The RBM.</param>
internal sealed class TableRbmModel(ModelKind kind, TableMachine rbm) : TrainedModel
{
    /// <summary>The RBM.</summary>
    public TableMachine Rbm => rbm;

    /// <inheritdoc/>
    public override ModelKind Kind => kind;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } = [.. rbm.Machine.Parameters];

    /// <inheritdoc/>
    public override Device Device => rbm.Couplings[0].Weights.Device;

    /// <inheritdoc/>
    public override ItemShape Shape { get; } = ItemShape.Vector(rbm.Encoding.Schema.Columns.Count);

    /// <inheritdoc/>
    public override Encoder Encoder { get; } = new TableEncoder(rbm);

    /// <inheritdoc/>
    public override Density Density { get; } = new TableDensity(rbm);

    /// <inheritdoc/>
    public override CellCompleter CellCompleter { get; } = new Cells(rbm);

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        TableSchemaJson.Write(json, rbm.Encoding.Schema, column => WriteScale(json, rbm.Encoding.ScaleOf(column)));
        EnergyFile.Write(json, rbm.Machine);
    });

    private static void WriteScale(Utf8JsonWriter json, ColumnScale? scale)
    {
        if (scale is not { } written)
            return;
        json.WriteNumber("mean", written.Mean);
        json.WriteNumber("deviation", written.Deviation);
        json.WriteString("scale", written.Logarithm ? "logarithmic" : "linear");
    }

    private sealed class Cells(TableMachine rbm) : CellCompleter
    {
        public override TableSchema Schema => rbm.Encoding.Schema;

        public override TableCompletion Complete(Table table, TableCompletionOptions options, CancellationToken cancel = default) =>
            CombinedCompletion.Of(rbm, table, options, cancel);

        public override CompletionErrors Judge(Table test, Table? training, double share, ulong seed, CancellationToken cancel = default) =>
            CompletionErrors.Of(rbm, test, training, share, seed, cancel);
    }
}
