"""Streamlit: choose, place, nothing else."""
