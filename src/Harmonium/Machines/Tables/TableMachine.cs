using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Machines.Tables;

/// <summary>
/// A restricted Boltzmann machine for a table with columns of mixed kinds. It has several visible layers, one for each kind of column, all coupled
/// with one hidden layer of Bernoulli units. E(v, h) = Σ_l E_l(v_l) − c·h − Σ_l v_l W_l h, where l runs over Gaussian units with learned variance
/// (real columns), Poisson units (counts), Bernoulli units (yes and no) and one-hot layers (categorical columns). Hidden units are bounded, so every
/// such machine can be normalized. Missing cells are treated as hidden units of their row, in training and in completion.
/// </summary>
internal sealed class TableMachine
{
    /// <summary>Creates a machine with all weights and biases 0.</summary>
    /// <param name="encoding">The encoding of cells as states.</param>
    /// <param name="hidden">The number of hidden units, at least 1.</param>
    /// <param name="device">The device to compute on; <see cref="Device.Default"/> if null.</param>
    public TableMachine(TableEncoding encoding, int hidden, Device? device = null)
        : this(encoding, UnitsOf(encoding, device ?? Device.Default), new Bernoulli(Tensor.Zeros(device ?? Device.Default, hidden)), null)
    {
    }

    /// <summary>Creates a machine with the given units and weights.</summary>
    /// <param name="encoding">The encoding of cells as states.</param>
    /// <param name="visible">The units of each layer of the encoding.</param>
    /// <param name="hidden">The hidden units.</param>
    /// <param name="weights">W of each visible layer, [units, hidden]; zeros if null.</param>
    /// <exception cref="ArgumentException">The units or weights do not fit the encoding.</exception>
    public TableMachine(TableEncoding encoding, IReadOnlyList<LayerUnits> visible, Bernoulli hidden, IReadOnlyList<Tensor>? weights)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(visible);
        ArgumentNullException.ThrowIfNull(hidden);
        if (visible.Count != encoding.Layers.Count || (weights is not null && weights.Count != visible.Count))
            throw new ArgumentException($"The columns make {encoding.Layers.Count} layers; units are given for {visible.Count} and weights for " +
                $"{weights?.Count ?? visible.Count}.", nameof(visible));
        for (int i = 0; i < visible.Count; i++)
        {
            TableLayer layer = encoding.Layers[i];
            if (visible[i].Kind != layer.UnitKind || visible[i].Count != layer.Units
                || (visible[i] is Categorical { Categories: var categories } && categories != layer.Units))
                throw new ArgumentException($"The layer '{layer.Name}' needs {layer.Units} {layer.UnitKind} " +
                    $"units{(layer.UnitKind == "categorical" ? " in one block" : "")}; {visible[i].Count} {visible[i].Kind} were given.", nameof(visible));
        }

        Encoding = encoding;
        Visible = [.. encoding.Layers.Select((layer, i) => new Layer(layer.Name, LayerRole.Visible, visible[i]))];
        Hidden = new Layer("hidden", LayerRole.Hidden, hidden);
        Couplings = [.. Visible.Select((layer, i) => weights is null ? new DenseCoupling(layer, Hidden) : new DenseCoupling(layer, Hidden, weights[i]))];
        Machine = new BoltzmannMachine([.. Visible, Hidden], Couplings);
    }

    /// <summary>The encoding of cells as states.</summary>
    public TableEncoding Encoding { get; }

    /// <summary>The machine as layers and couplings, for samplers and learners.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>The visible layers, in the order of the encoding.</summary>
    public IReadOnlyList<Layer> Visible { get; }

    /// <summary>The hidden layer.</summary>
    public Layer Hidden { get; }

    /// <summary>The coupling of each visible layer with the hidden layer.</summary>
    public IReadOnlyList<DenseCoupling> Couplings { get; }

    /// <summary>
    /// Initializes the machine for training: normal weights, visible parameters fitted to the known cells, hidden biases 0 (Hinton 2010, section 8).
    /// </summary>
    /// <param name="table">The training table.</param>
    /// <param name="weightScale">The standard deviation of the weights.</param>
    /// <param name="seed">The seed of the weights.</param>
    public void Initialize(Table table, double weightScale, ulong seed)
    {
        IReadOnlyList<Dataset> data = Encoding.Encode(table);
        for (int i = 0; i < Visible.Count; i++)
        {
            RandomStream.For(seed, Purpose.Initialization).At(i).FillNormal(Couplings[i].Weights, 0, (float)weightScale);
            Couplings[i].Changed();
            (Tensor mean, Tensor variance, int known) = KnownMoments(data[i]);
            Visible[i].Units.FitIndependently(mean.To(Couplings[i].Weights.Device), variance.To(Couplings[i].Weights.Device), known);
        }

        Hidden.Units.Parameters[0].Values.Scale(0);
    }

    private static IReadOnlyList<LayerUnits> UnitsOf(TableEncoding encoding, Device device)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return [.. encoding.Layers.Select(layer =>
            UnitKind.Find(layer.UnitKind)!.Create(layer.Units, device,
            new UnitFields { Categories = layer.Units, LearnsVariance = layer.UnitKind == "gaussian" }))];
    }

    /// <summary>The mean and variance of every unit over the rows where it is known, and the smallest number of such rows.</summary>
    private static (Tensor Mean, Tensor Variance, int Known) KnownMoments(Dataset data)
    {
        int columns = data.Examples.Columns;
        double[] sums = new double[columns], squares = new double[columns];
        int[] known = new int[columns];
        Tensor row = Tensor.Zeros(1, columns);
        for (int i = 0; i < data.Count; i++)
        {
            data.Examples.CopyRows([i], row);
            for (int column = 0; column < columns; column++)
            {
                double value = row[column];
                if (double.IsNaN(value))
                    continue;
                known[column]++;
                sums[column] += value;
                squares[column] += value * value;
            }
        }

        Tensor mean = Tensor.Zeros(columns), variance = Tensor.Zeros(columns);
        for (int column = 0; column < columns; column++)
        {
            double count = Math.Max(1, known[column]);
            mean[column] = (float)(sums[column] / count);
            variance[column] = (float)Math.Max(0, (squares[column] / count) - (mean[column] * (double)mean[column]));
        }

        return (mean, variance, known.Min());
    }
}
